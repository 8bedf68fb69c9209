//! Writes the SVG text. Entry point: [`Svg`].
//!
//! Invariant: one line, no style, no script, no reference; every author text goes through
//! [`escape`]; the only ids are those of title and description.

use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Look, Span};
use crate::paint::Role;
use crate::{Kind, Target};
use std::fmt::Write;

/// Which part of a text its x names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture being drawn: shapes below, texts above, and the room that all of it takes.
pub(crate) struct Svg {
    target: Target,
    shapes: String,
    texts: String,
    bounds: Option<Rect>,
    least_letters: f64,
}

/// Names and texts of the whole picture.
pub(crate) struct Frame<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
}

/// White room around everything.
const MARGIN: f64 = 6.0;
/// Letters of a label without a size of its own.
const BASE_SIZE: f64 = 15.0;
/// The faces that our PDFs embed. Libertinus is a seventh narrower than what texts are measured by.
const PRINT_TEXT: &str = "Libertinus Serif, serif";
const PRINT_CODE: &str = "DejaVu Sans Mono, monospace";
/// DejaVu's small letters are larger than those of Libertinus.
const PRINT_CODE_SIZE: f64 = 0.82;

impl Svg {
    /// An empty picture.
    pub(crate) fn new(target: Target) -> Self {
        Self {
            target,
            shapes: String::new(),
            texts: String::new(),
            bounds: None,
            least_letters: BASE_SIZE,
        }
    }

    /// The size of the smallest letters drawn so far.
    pub(crate) fn least_letters(&self) -> f64 {
        self.least_letters
    }

    /// Makes sure that the picture shows this part of the plane.
    pub(crate) fn cover(&mut self, rect: &Rect) {
        self.bounds = Some(self.bounds.map_or(*rect, |bounds| bounds.union(rect)));
    }

    /// The width of what has been drawn so far.
    pub(crate) fn width(&self) -> f64 {
        self.extent().width + 2.0 * MARGIN
    }

    /// The room that has been drawn on so far, without a margin.
    pub(crate) fn extent(&self) -> Size {
        let bounds = self.bounds.unwrap_or_default();
        Size::new(bounds.width(), bounds.height())
    }

    /// A rectangle with rounded corners.
    pub(crate) fn rect(&mut self, role: Role, rect: &Rect, radius: f64) {
        self.cover(rect);
        let rounding = if radius > 0.0 {
            format!(" rx=\"{}\"", num(radius))
        } else {
            String::new()
        };
        self.shape(
            "rect",
            role,
            &format!(
                "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{rounding}",
                num(rect.left),
                num(rect.top),
                num(rect.width()),
                num(rect.height())
            ),
        );
    }

    /// A circle.
    pub(crate) fn circle(&mut self, role: Role, centre: Point, radius: f64) {
        self.cover(&Rect::around(centre, Size::new(2.0 * radius, 2.0 * radius)));
        let place = format!(
            "cx=\"{}\" cy=\"{}\" r=\"{}\"",
            num(centre.x),
            num(centre.y),
            num(radius)
        );
        self.shape("circle", role, &place);
    }

    /// A path; `covers` is the room that it takes.
    pub(crate) fn path(&mut self, role: Role, path: &Path) {
        if let Some(rect) = &path.bounds {
            self.cover(rect);
        }
        self.shape("path", role, &format!("d=\"{}\"", path.data));
    }

    fn shape(&mut self, name: &str, role: Role, attributes: &str) {
        let paint = self.paint(role);
        // Writing to a String cannot fail.
        let _ = write!(self.shapes, "<{name} {paint} {attributes}/>");
    }

    fn paint(&self, role: Role) -> String {
        match self.target {
            Target::Page => format!("class=\"{}\"", role.classes()),
            Target::Print => role.print(),
        }
    }

    /// A label whose lines are centred around `middle.y`.
    pub(crate) fn label(&mut self, role: Role, middle: Point, anchor: Anchor, label: &Label) {
        if label.lines.is_empty() {
            return;
        }
        let left = match anchor {
            Anchor::Start => middle.x,
            Anchor::Middle => middle.x - label.width / 2.0,
            Anchor::End => middle.x - label.width,
        };
        let size = Size::new(label.width, label.height());
        self.cover(&Rect::new(left, middle.y - size.height / 2.0, size));
        self.least_letters = self.least_letters.min(label.size);
        let first = middle.y - size.height / 2.0 + label.leading() / 2.0 + label.size * 0.35;
        let opening = self.text_opening(role, anchor, label.size);
        self.texts.push_str(&opening);
        match &label.lines[..] {
            [line] => {
                let _ = write!(self.texts, " x=\"{}\" y=\"{}\">", num(middle.x), num(first));
                self.spans(line, label.size);
            }
            lines => {
                self.texts.push('>');
                for (index, line) in lines
                    .iter()
                    .enumerate()
                    .filter(|(_, line)| !line.is_empty())
                {
                    let y = first + label.leading() * index as f64;
                    let _ = write!(
                        self.texts,
                        "<tspan x=\"{}\" y=\"{}\">",
                        num(middle.x),
                        num(y)
                    );
                    self.spans(line, label.size);
                    self.texts.push_str("</tspan>");
                }
            }
        }
        self.texts.push_str("</text>");
    }

    fn text_opening(&self, role: Role, anchor: Anchor, size: f64) -> String {
        let anchor = match anchor {
            Anchor::Start => " text-anchor=\"start\"",
            Anchor::Middle => "",
            Anchor::End => " text-anchor=\"end\"",
        };
        let size = if size == BASE_SIZE {
            String::new()
        } else {
            format!(" font-size=\"{}\"", num(size))
        };
        format!("<text {}{anchor}{size}", self.paint(role))
    }

    fn spans(&mut self, line: &[Span], size: f64) {
        for span in line {
            if span.look == Look::default() {
                self.texts.push_str(&escape(&span.text));
            } else {
                let look = self.look(span.look, size);
                let _ = write!(self.texts, "<tspan {look}>{}</tspan>", escape(&span.text));
            }
        }
    }

    fn look(&self, look: Look, size: f64) -> String {
        match self.target {
            Target::Page => {
                let on = [
                    (look.bold, "dg-b"),
                    (look.italic, "dg-i"),
                    (look.code, "dg-c"),
                    (look.underlined, "dg-u"),
                ];
                let classes = on.iter().filter(|(on, _)| *on).map(|(_, class)| *class);
                format!("class=\"{}\"", classes.collect::<Vec<_>>().join(" "))
            }
            Target::Print => {
                let code = format!(
                    "font-family=\"{PRINT_CODE}\" font-size=\"{}\"",
                    num(size * PRINT_CODE_SIZE)
                );
                let on = [
                    (look.bold, "font-weight=\"700\""),
                    (look.italic, "font-style=\"italic\""),
                    (look.code, code.as_str()),
                    (look.underlined, "text-decoration=\"underline\""),
                ];
                let attributes = on.iter().filter(|(on, _)| *on).map(|(_, given)| *given);
                attributes.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// The finished picture and its size.
    pub(crate) fn finish(self, frame: &Frame<'_>) -> (String, Size) {
        let box_ = self.bounds.unwrap_or_default().grown(MARGIN);
        let (left, top) = (box_.left.floor(), box_.top.floor());
        let size = Size::new(
            (box_.right - left).ceil().max(1.0),
            (box_.bottom - top).ceil().max(1.0),
        );
        let id = escape(frame.id);
        let mut out = String::with_capacity(self.shapes.len() + self.texts.len() + 600);
        // Without a style sheet the page's picture is still readable: outlines and black text.
        let (names, outlines, texts) = match self.target {
            Target::Page => (
                format!(
                    " class=\"diagram dg-{} dg-min-{}\" role=\"img\" \
                     aria-labelledby=\"{id}-title {id}-desc\"",
                    frame.kind.name(),
                    least_width(size.width, self.least_letters)
                ),
                " fill=\"none\" stroke=\"currentColor\"",
                " fill=\"currentColor\"".to_owned(),
            ),
            Target::Print => (String::new(), "", format!(" font-family=\"{PRINT_TEXT}\"")),
        };
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{names} viewBox=\"{} {} {} {}\" \
             width=\"{}\" height=\"{}\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            num(left),
            num(top),
            num(size.width),
            num(size.height),
            num(size.width),
            num(size.height),
            escape(frame.title),
            escape(frame.description),
        );
        let _ = write!(
            out,
            "<g{outlines}>{}</g>\
             <g{texts} text-anchor=\"middle\" font-size=\"{BASE_SIZE}\">{}</g></svg>",
            self.shapes, self.texts,
        );
        (out, size)
    }
}

/// A finished picture under another id. Author text holds no bare quotation mark, so what is
/// replaced is what [`Svg::finish`] wrote.
pub(crate) fn renamed(svg: &str, from: &str, to: &str) -> String {
    let (from, to) = (escape(from), escape(to));
    let mut svg = svg.to_owned();
    for part in ["=\"@-title @-desc\"", " id=\"@-title\"", " id=\"@-desc\""] {
        svg = svg.replacen(&part.replace('@', &from), &part.replace('@', &to), 1);
    }
    svg
}

/// The narrowest width at which the smallest letters can still be read, in steps that the style
/// sheet knows; 0 for what fits every telephone.
fn least_width(width: f64, letters: f64) -> u32 {
    const LEAST_LETTERS: f64 = 10.5;
    const STEP: f64 = 40.0;
    const KNOWN: std::ops::RangeInclusive<f64> = 320.0..=2400.0;
    let needed = width * (LEAST_LETTERS / letters).min(1.0);
    let least = (needed / STEP).ceil() * STEP;
    match least >= *KNOWN.start() {
        true => least.min(*KNOWN.end()) as u32,
        false => 0,
    }
}

/// The outline of a path under construction.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path {
    data: String,
    bounds: Option<Rect>,
}

impl Path {
    /// A closed polygon.
    pub(crate) fn polygon(points: &[Point]) -> Self {
        Self::lines(points).closed()
    }

    /// An open line through these points.
    pub(crate) fn lines(points: &[Point]) -> Self {
        let mut path = Self::default();
        for (index, point) in points.iter().enumerate() {
            path = if index == 0 {
                path.to('M', &[*point])
            } else {
                path.to('L', &[*point])
            };
        }
        path
    }

    /// One command with absolute coordinates.
    pub(crate) fn to(mut self, command: char, points: &[Point]) -> Self {
        self.data.push(command);
        for (index, point) in points.iter().enumerate() {
            let gap = if index > 0 { " " } else { "" };
            let _ = write!(self.data, "{gap}{} {}", num(point.x), num(point.y));
            self.cover(*point);
        }
        self
    }

    /// An elliptic arc.
    pub(crate) fn arc(mut self, rx: f64, ry: f64, clockwise: bool, end: Point) -> Self {
        let _ = write!(
            self.data,
            "A{} {} 0 0 {} {} {}",
            num(rx),
            num(ry),
            u8::from(clockwise),
            num(end.x),
            num(end.y)
        );
        self.cover(end);
        self
    }

    /// The same with the big arc, for slices of more than half a circle.
    pub(crate) fn big_arc(mut self, radius: f64, end: Point) -> Self {
        let _ = write!(
            self.data,
            "A{0} {0} 0 1 1 {1} {2}",
            num(radius),
            num(end.x),
            num(end.y)
        );
        self.cover(end);
        self
    }

    /// Joins the end to the start.
    pub(crate) fn closed(mut self) -> Self {
        self.data.push('Z');
        self
    }

    /// The room that its points take.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    fn cover(&mut self, point: Point) {
        let rect = Rect::around(point, Size::default());
        self.bounds = Some(self.bounds.map_or(rect, |bounds| bounds.union(&rect)));
    }
}

/// A number with at most two decimals and no needless zeros.
pub(crate) fn num(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    match rounded == 0.0 || !rounded.is_finite() {
        true => "0".to_owned(),
        false => rounded.to_string(),
    }
}

/// Text that is safe as SVG text, as attribute value, and in HTML around it.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() || "\u{fffe}\u{ffff}\u{2028}\u{2029}".contains(c) => {
                escaped.push(' ')
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_odd() {
        assert_eq!(num(1.0), "1");
        assert_eq!(num(1.239), "1.24");
        assert_eq!(num(-0.001), "0");
        assert_eq!(num(f64::NAN), "0");
    }

    #[test]
    fn a_picture_is_as_wide_as_its_letters_need() {
        assert_eq!(least_width(100.0, 15.0), 0);
        assert_eq!(least_width(700.0, 10.5), 720);
        assert_eq!(least_width(700.0, 15.0), 520);
        assert_eq!(least_width(99_999.0, 15.0), 2400);
        assert_eq!(least_width(f64::NAN, 15.0), 0);
    }

    #[test]
    fn nothing_leaves_unescaped() {
        assert_eq!(
            escape("<a href=\"x\">&\u{0}\n"),
            "&lt;a href=&quot;x&quot;&gt;&amp;  "
        );
    }
}
