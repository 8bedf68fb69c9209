//! What a part of the theme adds to the style sheet that every page loads.
//!
//! [`share`] is the entry point. Invariant: it is what the sheet would weigh less without that part,
//! compressed as a whole.

use super::scales::gzipped;
use crate::shell;
use anyhow::{Context, Result, anyhow, bail};

/// The theme's style sheets that quizzes need.
pub(super) const QUIZ: [&str; 2] = ["quiz.css", "quizform.css"];
/// Those that progress needs.
pub(super) const PROGRESS: &str = "progress.css";

/// The compressed bytes that these parts of the theme are of a built sheet.
pub(super) fn share(sheet: &str, parts: &[&str]) -> Result<usize> {
    let folder = shell::workspace_root().join("theme/css");
    let mut rest = sheet.to_owned();
    for part in parts {
        let path = folder.join(part);
        let source = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        rest =
            without(&rest, &source).with_context(|| format!("cannot find {part} in the sheet"))?;
    }
    Ok(gzipped(sheet.as_bytes())?.saturating_sub(gzipped(rest.as_bytes())?))
}

/// The sheet without what a part of it became.
fn without(sheet: &str, source: &str) -> Result<String> {
    let part = minifier::css::minify(source).map_err(|error| anyhow!("{error}"))?;
    let part = part.to_string();
    match sheet.split_once(part.trim()) {
        Some((before, after)) if !part.trim().is_empty() => Ok([before, after].concat()),
        _ => bail!("it is written differently there; build the book anew: cargo xtask book"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_as_it_is_shortened() {
        let sheet = "a{color:red;}.quiz{margin:0;}.b{margin:0;}";
        let rest = without(sheet, "/* q */\n.quiz {\n  margin: 0;\n}\n").unwrap();
        assert_eq!(rest, "a{color:red;}.b{margin:0;}");
        assert!(without(sheet, ".quiz { margin: 1px; }").is_err());
        assert!(without(sheet, "").is_err());
    }
}
