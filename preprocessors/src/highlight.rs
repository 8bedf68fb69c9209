//! Code fences to highlighted HTML, at build.
//!
//! [`HighlightPreprocessor`] is the entry point. The grammars are syntect's; the markup is ours: a
//! dozen one-letter classes instead of whole scope stacks, because pages carry it. Invariant: the
//! text of the code is unchanged, and code in a language that is not known is left alone.

mod scopes;

use crate::markdown::{Fence, escape_html, fences, replace_block};
use crate::session::{ChapterContext, Target};
use crate::source::Document;
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use scopes::Painter;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Highlights code.
#[derive(Debug)]
pub struct HighlightPreprocessor;

/// How every block of highlighted code begins. Inside it are spans and escaped text alone: no
/// links and no ids.
pub const OPENING: &str = "<pre class=\"hl\" tabindex=\"0\" data-lang=\"";

/// Code beyond this is printed plain: a grammar's regular expressions may be slow on it.
const MAX_CODE: usize = 100_000;
const MAX_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

impl Construct for HighlightPreprocessor {
    fn name(&self) -> &'static str {
        "highlight"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let text = document.text();
        let mut outcome = Outcome::default();
        // A renderer without HTML colours code by its own means.
        if chapter.session.target == Target::Typed {
            return outcome;
        }
        for fence in fences(text) {
            if let Some(html) = highlight(fence.language(), &fence.code) {
                let html = block(text, &fence, &html);
                outcome
                    .edits
                    .push(replace_block(text, fence.range.clone(), &html));
            }
        }
        outcome
    }
}

/// Highlighted HTML of a piece of code, or `None` if its language is not known.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    if language == "console" {
        return Some(console(code));
    }
    let syntax = syntax(language)?;
    let code = if language == "rust" {
        without_hidden_lines(code)
    } else {
        code.to_owned()
    };
    let too_long = code.len() > MAX_CODE || code.lines().any(|line| line.len() > MAX_LINE);
    if too_long {
        return Some(escape_html(&code));
    }
    Some(Painter::new(&SYNTAXES, syntax).paint(&code))
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
pub fn without_hidden_lines(code: &str) -> String {
    let shown = |line: &&str| {
        let line = line.trim();
        !(line == "#" || line.starts_with("# "))
    };
    code.split_inclusive('\n').filter(shown).collect()
}

/// The block's markup. The class `nohighlight` keeps the stock mdBook's script away from it.
fn block(text: &str, fence: &Fence, code: &str) -> String {
    let language = escape_html(fence.language());
    let html = format!("{OPENING}{language}\"><code class=\"nohighlight\">{code}</code></pre>");
    let at_line_start = text[..fence.range.start].ends_with('\n') || fence.range.start == 0;
    if at_line_start {
        html
    } else {
        on_one_line(&html)
    }
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
