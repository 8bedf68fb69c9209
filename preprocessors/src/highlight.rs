//! Code fences to highlighted HTML, at build.
//!
//! [`HighlightPreprocessor`] is the entry point. The grammars are syntect's; the markup is ours: a
//! dozen one-letter classes instead of whole scope stacks, because pages carry it. What stands
//! behind the language is a [`CodeInfo`]: lines to mark, a caption, and a name that makes tabs of
//! neighbouring fences. Invariant: the text of the code is unchanged, code in a language that is
//! not known is left alone unless it says such things, and renderers without HTML get the fences
//! as they were written.

mod info;
mod lines;
mod scopes;

pub use info::CodeInfo;

use crate::diagnostic::Diagnostic;
use crate::markdown::{Fence, escape_html, fences, replace_block};
use crate::session::{ChapterContext, Target};
use crate::source::Document;
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use coursebook_diagrams::Language;
use coursebook_model::quiz::author::nearest;
use scopes::Painter;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Highlights code.
#[derive(Debug)]
pub struct HighlightPreprocessor;

/// How every block of highlighted code begins. Inside it are spans, marks and escaped text alone:
/// no links and no ids.
pub const OPENING: &str = "<pre class=\"hl\" tabindex=\"0\" data-lang=\"";
/// How a block of code with a caption begins, which holds nothing else.
const FIGURE: &str = "<figure class=\"code-figure\"";
/// How tabs begin, which hold only such figures.
const TABS: &str = "<div class=\"code-tabs\">";

/// Whether a block of HTML is code that [`HighlightPreprocessor`] made.
pub fn is_code(html: &str) -> bool {
    let html = html.trim_start();
    [OPENING, FIGURE, TABS]
        .iter()
        .any(|opening| html.starts_with(opening))
}

/// Code beyond this is printed plain: a grammar's regular expressions may be slow on it.
const MAX_CODE: usize = 100_000;
const MAX_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

impl Construct for HighlightPreprocessor {
    fn name(&self) -> &'static str {
        "highlight"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        if chapter.session.target == Target::Typed {
            return outcome;
        }
        let text = document.text();
        let mut blocks = Vec::new();
        for fence in fences(text) {
            // One that could not be read is still there, and is told of by whoever tried.
            if fence.language() == "quiz" || Language::named(fence.language()).is_some() {
                continue;
            }
            outcome.diagnostics.extend(fence.unclosed(document));
            outcome.diagnostics.extend(misspelt(&fence, document));
            match CodeInfo::of(&fence.info) {
                Ok(info) => blocks.push(Block { fence, info }),
                Err(message) => {
                    let span = document.span(fence.opening(text));
                    let mistake = Diagnostic::error("code-fence", span, message);
                    outcome.diagnostics.push(mistake.help(info::HELP));
                }
            }
        }
        for group in blocks.chunk_by(|one, next| are_tabs(one, next, text)) {
            outcome.diagnostics.extend(mistakes(group, document));
            let (Some(first), Some(last)) = (group.first(), group.last()) else {
                continue;
            };
            let html = match group {
                [block] => block.html(text),
                _ => Some(tabs(group)),
            };
            if let Some(html) = html {
                let range = first.fence.range.start..last.fence.range.end;
                outcome.edits.push(replace_block(text, range, &html));
            }
        }
        outcome
    }
}

/// A language that is none, and was probably meant for one whose fences become something else.
fn misspelt(fence: &Fence, document: &Document) -> Option<Diagnostic> {
    let language = fence.language();
    if language.is_empty() || syntax(language).is_some() {
        return None;
    }
    let meant = nearest(
        &language.to_lowercase(),
        ["mermaid", "pikchr", "chart", "quiz"],
    )?;
    if meant == language {
        return None;
    }
    let span = document.span(fence.opening(document.text()));
    let message = format!("`{language}` is no language that is known here");
    let help = format!("did you mean `{meant}`?");
    Some(Diagnostic::warning("code-language", span, message).help(help))
}

/// A fence and what it says of itself.
struct Block {
    fence: Fence,
    info: CodeInfo,
}

impl Block {
    /// The block alone; `None` if it can stay as it is.
    fn html(&self, text: &str) -> Option<String> {
        if self.info.has_caption() {
            return Some(self.figure());
        }
        let html = self.pre()?;
        let start = self.fence.range.start;
        let at_line_start = text[..start].ends_with('\n') || start == 0;
        Some(if at_line_start {
            html
        } else {
            on_one_line(&html)
        })
    }

    /// The block with its caption, on one line: an empty line in the code would end it.
    fn figure(&self) -> String {
        let CodeInfo { title, tab, .. } = &self.info;
        let tab_name = tab.as_deref().map(escape_html);
        let caption = match (&tab_name, title.as_deref().map(escape_html)) {
            (Some(tab), Some(title)) => format!("<b>{tab}</b> <span>{title}</span>"),
            (Some(tab), None) => format!("<b>{tab}</b>"),
            (None, title) => format!("<span>{}</span>", title.unwrap_or_default()),
        };
        let attribute = tab_name
            .map(|tab| format!(" data-tab=\"{tab}\""))
            .unwrap_or_default();
        let pre = self
            .pre()
            .unwrap_or_else(|| pre(&self.info.language, &escape_html(&self.fence.code)));
        on_one_line(&format!(
            "{FIGURE}{attribute}><figcaption>{caption}</figcaption> {pre}</figure>"
        ))
    }

    fn pre(&self) -> Option<String> {
        let code = highlight(&self.info.language, &self.fence.code);
        if self.info.lines.is_empty() {
            return code.map(|code| pre(&self.info.language, &code));
        }
        let code = code.unwrap_or_else(|| escape_html(&self.fence.code));
        Some(pre(
            &self.info.language,
            &lines::mark(&code, &self.info.lines),
        ))
    }
}

/// Whether the second of two blocks is a tab beside the first: both are named, and only blanks are
/// between them.
fn are_tabs(one: &Block, next: &Block, text: &str) -> bool {
    let between = text.get(one.fence.range.end..next.fence.range.start);
    one.info.tab.is_some()
        && next.info.tab.is_some()
        && between.is_some_and(|between| between.trim().is_empty())
}

fn tabs(group: &[Block]) -> String {
    let figures: String = group.iter().map(Block::figure).collect();
    format!("{TABS}{figures}</div>")
}

/// What is wrong with a group of tabs, or with one block.
fn mistakes(group: &[Block], document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (place, block) in group.iter().enumerate() {
        let span = || document.span(block.fence.opening(document.text()));
        let is_alone = group.len() == 1 && block.info.tab.is_some();
        if is_alone {
            let message = "a tab stands beside others, and this one is alone";
            found.push(Diagnostic::warning("code-tabs", span(), message).help(
                "put the fences of one group after each other with nothing but an empty line between, each with `tab=\"…\"`",
            ));
        }
        let others = &group[..place];
        if block.info.tab.is_some() && others.iter().any(|other| other.info.tab == block.info.tab) {
            let message = "two tabs of one group have the same name";
            found.push(Diagnostic::error("code-tabs", span(), message).help("give each its own"));
        }
        let count = shown_code(&block.info.language, &block.fence.code)
            .lines()
            .count();
        if block.info.lines.iter().any(|lines| *lines.end() > count) {
            let message = "lines are marked that this code does not have";
            let warning = Diagnostic::warning("code-lines", span(), message);
            found.push(warning.help(format!("its last line is {count}; lines count from 1")));
        }
    }
    found
}

/// Highlighted HTML of a piece of code, or `None` if its language is not known.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    if language == "console" {
        return Some(console(code));
    }
    let syntax = syntax(language)?;
    let code = shown_code(language, code);
    let too_long = code.len() > MAX_CODE || code.lines().any(|line| line.len() > MAX_LINE);
    if too_long {
        return Some(escape_html(&code));
    }
    Some(Painter::new(&SYNTAXES, syntax).paint(&code))
}

/// The code that readers see: Rust without the lines that rustdoc hides.
pub fn shown_code(language: &str, code: &str) -> String {
    match language {
        "rust" => without_hidden_lines(code),
        _ => code.to_owned(),
    }
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let token = match language {
        "" | "text" | "plain" | "txt" => return None,
        "javascript" => "js",
        "typescript" => "ts",
        "shell" => "bash",
        // There is no grammar for PromQL; calls, strings, numbers and comments look as in Python.
        "promql" => "python",
        language => language,
    };
    SYNTAXES.find_syntax_by_token(token)
}

/// A terminal session: what was typed after a prompt stands out from what was printed.
fn console(code: &str) -> String {
    let mut html = String::with_capacity(code.len() + 64);
    for line in code.split_inclusive('\n') {
        match line
            .split_once(' ')
            .filter(|(prompt, _)| matches!(*prompt, "$" | "#" | ">"))
        {
            Some((prompt, command)) => {
                let command = escape_html(command.trim_end_matches('\n'));
                html.push_str(&format!(
                    "<span class=\"c\">{}</span> <b>{command}</b>",
                    escape_html(prompt)
                ));
                html.push_str(if line.ends_with('\n') { "\n" } else { "" });
            }
            None => html.push_str(&escape_html(line)),
        }
    }
    html
}

/// Rust examples may hold lines for the compiler only, marked with `# ` as in rustdoc.
fn without_hidden_lines(code: &str) -> String {
    let shown = |line: &&str| {
        let line = line.trim();
        !(line == "#" || line.starts_with("# "))
    };
    code.split_inclusive('\n').filter(shown).collect()
}

/// The block's markup. The class `nohighlight` keeps the stock mdBook's script away from it.
fn pre(language: &str, code: &str) -> String {
    let language = escape_html(language);
    format!("{OPENING}{language}\"><code class=\"nohighlight\">{code}</code></pre>")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that a browser would show.
    fn shown(html: &str) -> String {
        let mut text = String::new();
        let mut in_tag = false;
        for c in html.chars() {
            match c {
                '<' => in_tag = true,
                '>' => in_tag = false,
                c if !in_tag => text.push(c),
                _ => {}
            }
        }
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    #[test]
    fn every_language_of_the_book_is_known_and_keeps_its_text() {
        let code = "if (a < b && c > 'd') { return \"é\"; } // x\nselect 1 from t -- y\n";
        for language in [
            "js",
            "ts",
            "go",
            "java",
            "python",
            "sql",
            "http",
            "json",
            "yaml",
            "bash",
            "rust",
            "dockerfile",
            "promql",
            "console",
            "toml",
            "html",
            "css",
            "diff",
        ] {
            let html =
                highlight(language, code).unwrap_or_else(|| panic!("{language} is not known"));
            assert_eq!(shown(&html), code, "{language}");
        }
        assert_eq!(highlight("text", code), None);
        assert_eq!(highlight("no-such-language", code), None);
    }

    #[test]
    fn keywords_strings_and_comments_are_told_apart() {
        let html = highlight("js", "const a = \"x\"; // y\n").unwrap();
        assert!(html.contains("<span class=\"k\">const </span>"), "{html}");
        assert!(
            html.contains("<span class=\"s\">&quot;x&quot;</span>"),
            "{html}"
        );
        assert!(html.contains("<span class=\"c\">// y"), "{html}");
    }

    #[test]
    fn hidden_lines_are_not_shown() {
        assert_eq!(
            without_hidden_lines("# use x;\n#\n#[test]\nfn a() {}\n"),
            "#[test]\nfn a() {}\n"
        );
    }
}
