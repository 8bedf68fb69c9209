//! Programs, sessions, files.
//!
//! Invariant: no line leaves the page; a line that is too wide is broken and hangs.

use super::Emitter;

/// Lines of code that are not broken over two pages.
const LINES_WHOLE: usize = 10;

impl Emitter<'_> {
    /// Code below its caption, which may be empty.
    pub(super) fn captioned_code(&mut self, caption: &str, language: &str, text: &str) {
        if caption.is_empty() {
            return self.code_block(language, text);
        }
        self.code("{code-caption(");
        self.text(caption);
        self.code(");");
        self.code_block(language, text);
        self.code("}");
    }

    /// Code; lines that are wider than the page are broken.
    pub(super) fn code_block(&mut self, language: &str, text: &str) {
        let columns = self.shared.measures.code_columns();
        let columns = columns.saturating_sub(self.indent).max(12);
        let is_wide = text.lines().any(|line| width_of(line) > columns);
        self.code("code(");
        self.text(text);
        self.code(", ");
        match highlighted_as(language) {
            Some(language) => self.name(language),
            None => self.code("none"),
        }
        // A few lines are not broken over two pages.
        let is_long = text.lines().count() > LINES_WHOLE;
        self.code(&format!(", {is_wide}, {is_long})"));
    }
}

/// The letters of a line of code, with tabs as the template sets them; East Asian letters are as
/// wide as two.
fn width_of(line: &str) -> usize {
    let width = |c: char| match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    };
    line.chars().map(width).sum()
}

/// The name by which Typst knows a language; `None` if its text has no colours.
fn highlighted_as(language: &str) -> Option<&str> {
    match language {
        "" | "text" | "plain" | "txt" | "plaintext" | "none" | "output" => None,
        "shell" => Some("bash"),
        "csharp" | "c#" => Some("cs"),
        "ron" => Some("rust"),
        // There is no grammar for PromQL; calls, strings, numbers and comments look as in Python.
        "promql" => Some("python"),
        language => Some(language),
    }
}
