//! Formulas: TeX by way of MathML to Typst's functions of mathematics.
//!
//! [`Emitter::formula`] and [`Emitter::formula_block`] are the entry points. Typst's own mathematical notation is never written, so
//! nothing in a formula can be run: elements of MathML become calls, their texts string literals.
//! Invariant: a formula with an element that has no function here is printed as its TeX.

use super::Emitter;
use coursebook_preprocessors::math::mathml;
use roxmltree::{Document, Node};

/// Wider spaces, in em, are no spaces of a formula.
const WIDEST: f64 = 4.0;

/// Signs over a letter that are a line.
const BARS: [&str; 5] = ["¯", "‾", "―", "\u{305}", "_"];

impl Emitter<'_> {
    /// A formula in running text. Typst leaves out what is a block there, so that one that should
    /// stand apart is only as large as if it did.
    pub(super) fn formula(&mut self, tex: &str, display: bool) {
        let (before, after) = match display {
            true => ("math.display(", ")"),
            false => ("", ""),
        };
        if !self.equation(tex, display, "math.equation(alt: ", (before, after)) {
            self.inline_code(tex);
        }
    }

    /// A formula on a line of its own.
    pub(super) fn formula_block(&mut self, tex: &str) {
        if !self.equation(tex, true, "math.equation(block: true, alt: ", ("", "")) {
            self.code("par(");
            self.inline_code(tex);
            self.code(")");
        }
    }

    /// Whether the formula can be set; then it is.
    fn equation(&mut self, tex: &str, display: bool, start: &str, around: (&str, &str)) -> bool {
        let markup = mathml(tex, display).unwrap_or_default();
        let document = Document::parse(&markup).ok();
        let Some(document) = document.filter(|document| is_known(document.root_element())) else {
            return false;
        };
        self.code(start);
        self.name(tex.trim());
        self.code(", ");
        self.code(around.0);
        self.row(document.root_element());
        self.code(around.1);
        self.code(")");
        true
    }

    /// The children of an element, one after the other. Brackets around them grow with them.
    fn row(&mut self, parent: Node<'_, '_>) {
        let children: Vec<Node<'_, '_>> = elements(parent).collect();
        let is_bracketed = children.len() > 2
            && children.first().is_some_and(|first| opens(*first))
            && children.last().is_some_and(|last| closes(*last));
        if is_bracketed {
            self.code("math.lr(");
        }
        self.code("{");
        for child in &children {
            self.element(*child);
            self.code(";");
        }
        self.code("}");
        if is_bracketed {
            self.code(")");
        }
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let text = text_of(node);
        match node.tag_name().name() {
            "mi" => self.identifier(node, &text),
            "mn" | "mtext" => {
                self.code("digits(");
                self.text(&text);
                self.code(")");
            }
            "mo" => self.operator(&text),
            "mspace" => {
                let width = width_of(node).unwrap_or_default();
                self.code(&format!("h({width}em)"));
            }
            "msup" => self.attached(node, &["t"]),
            "msub" => self.attached(node, &["b"]),
            "msubsup" => self.attached(node, &["b", "t"]),
            "munder" => self.limited(node, &["b"]),
            "mover" => self.over(node),
            "munderover" => self.limited(node, &["b", "t"]),
            "mfrac" => self.call_math("frac", elements(node)),
            "msqrt" => {
                self.code("math.sqrt(");
                self.row(node);
                self.code(")");
            }
            "mroot" => {
                let children: Vec<_> = elements(node).collect();
                self.call_math("root", children.into_iter().rev());
            }
            "mtable" => self.table_of(node),
            "semantics" => match elements(node).next() {
                Some(first) => self.element(first),
                None => self.code("[]"),
            },
            _ => self.row(node),
        }
    }

    fn identifier(&mut self, node: Node<'_, '_>, text: &str) {
        if !is_letter(text) {
            self.code("math.op(");
            self.text(text);
            return self.code(")");
        }
        let is_upright = node.attribute("mathvariant") == Some("normal");
        self.code(if is_upright { "math.upright(" } else { "(" });
        self.sign(text);
        self.code(")");
    }

    fn operator(&mut self, text: &str) {
        // Signs that are only there to be spoken.
        let shown: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{2061}'..='\u{2064}'))
            .collect();
        match shown.as_str() {
            "" => self.code("[]"),
            sign if is_letter(sign) => self.sign(sign),
            word => {
                self.code("math.op(");
                self.text(word);
                self.code(")");
            }
        }
    }

    fn sign(&mut self, sign: &str) {
        self.code("sign(");
        self.text(sign);
        self.code(")");
    }

    /// A base with what stands at its corners.
    fn attached(&mut self, node: Node<'_, '_>, places: &[&str]) {
        let mut children = elements(node);
        self.code("math.attach(");
        self.argument(children.next());
        for (place, child) in places.iter().zip(children) {
            self.code(&format!(", {place}: "));
            self.argument(Some(child));
        }
        self.code(")");
    }

    /// A base with what stands below and above it.
    fn limited(&mut self, node: Node<'_, '_>, places: &[&str]) {
        let mut children = elements(node);
        self.code("math.attach(math.limits(");
        self.argument(children.next());
        self.code(")");
        for (place, child) in places.iter().zip(children) {
            self.code(&format!(", {place}: "));
            self.argument(Some(child));
        }
        self.code(")");
    }

    fn over(&mut self, node: Node<'_, '_>) {
        let sign = elements(node).nth(1).map(text_of).unwrap_or_default();
        if BARS.contains(&sign.as_str()) {
            return self.call_math("overline", elements(node).take(1));
        }
        self.limited(node, &["t"]);
    }

    fn table_of(&mut self, node: Node<'_, '_>) {
        self.code("math.mat(delim: none");
        for row in elements(node) {
            self.code(", (");
            for cell in elements(row) {
                self.row(cell);
                self.code(", ");
            }
            self.code(")");
        }
        self.code(")");
    }

    fn call_math<'a>(&mut self, function: &str, arguments: impl Iterator<Item = Node<'a, 'a>>) {
        self.code(&format!("math.{function}("));
        for argument in arguments {
            self.argument(Some(argument));
            self.code(", ");
        }
        self.code(")");
    }

    fn argument(&mut self, node: Option<Node<'_, '_>>) {
        match node {
            Some(node) => {
                self.code("{");
                self.element(node);
                self.code("}");
            }
            None => self.code("[]"),
        }
    }
}

/// Whether each element in it has a function here, with as many children as that takes.
fn is_known(node: Node<'_, '_>) -> bool {
    let count = elements(node).count();
    let fits = match node.tag_name().name() {
        "mi" | "mn" | "mo" | "mtext" => count == 0,
        "mspace" => width_of(node).is_some(),
        "msup" | "msub" | "munder" | "mover" | "mfrac" | "mroot" => count == 2,
        "msubsup" | "munderover" => count == 3,
        "mtable" => elements(node).all(|row| row.has_tag_name("mtr") && row.has_children()),
        "math" | "mrow" | "mstyle" | "mpadded" | "msqrt" | "mtr" | "mtd" | "semantics" => true,
        "annotation" => return true,
        _ => false,
    };
    fits && elements(node).all(is_known)
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The text of an element, without selectors of variants, which no face of mathematics has.
fn text_of(node: Node<'_, '_>) -> String {
    let text = node.text().unwrap_or_default().trim();
    let is_selector = |c: &char| matches!(c, '\u{fe00}'..='\u{fe0f}');
    text.chars().filter(|c| !is_selector(c)).collect()
}

/// A space's width in em. One without is there for browsers only.
fn width_of(node: Node<'_, '_>) -> Option<f64> {
    let width = node.attribute("width").unwrap_or("0em");
    let width: f64 = width.strip_suffix("em")?.parse().ok()?;
    (width.abs() <= WIDEST).then_some(width)
}

/// Typst's symbols are of one letter.
fn is_letter(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some() && letters.next().is_none()
}

fn opens(node: Node<'_, '_>) -> bool {
    is_stretchy(node)
        && matches!(
            text_of(node).as_str(),
            "(" | "[" | "{" | "⟨" | "⌈" | "⌊" | "|"
        )
}

fn closes(node: Node<'_, '_>) -> bool {
    is_stretchy(node)
        && matches!(
            text_of(node).as_str(),
            ")" | "]" | "}" | "⟩" | "⌉" | "⌋" | "|"
        )
}

fn is_stretchy(node: Node<'_, '_>) -> bool {
    node.has_tag_name("mo") && node.attribute("stretchy") != Some("false")
}
