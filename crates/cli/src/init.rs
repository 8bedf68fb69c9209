//! `coursebook init`: a small book to begin with.
//!
//! [`init`] is the entry point. Invariants: nothing that exists is touched; the book passes
//! `coursebook check` as it is, and shows each construct once.

use crate::project::id_of_title;
use crate::report;
use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The files of the book: where they go, and what they hold.
const FILES: &[(&str, &str)] = &[
    ("book.toml", include_str!("init/book.toml")),
    (".gitignore", "/book/\n"),
    ("content/SUMMARY.md", include_str!("init/SUMMARY.md")),
    ("content/index.md", include_str!("init/index.md")),
    ("content/part-1/write.md", include_str!("init/write.md")),
    ("content/part-1/ask.md", include_str!("init/ask.md")),
    (
        "content/part-1/ask.quiz.yaml",
        include_str!("init/ask.quiz.yaml"),
    ),
    ("content/part-2/draw.md", include_str!("init/draw.md")),
    ("content/glossary.md", include_str!("init/glossary.md")),
];

/// Writes the book into `folder`, which may be new, and says what to do with it.
pub(crate) fn init(folder: &Path, title: Option<&str>) -> Result<ExitCode> {
    let title = match title {
        Some(title) => title.trim().to_owned(),
        None => title_of(folder),
    };
    if title.is_empty() || title.contains(['\n', '\r']) {
        bail!("a title is one line with something in it: `--title \"My course\"`");
    }
    let there: Vec<_> = FILES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| *path != GITIGNORE && folder.join(path).exists())
        .collect();
    if !there.is_empty() {
        bail!(
            "`{}` holds {} already; nothing was written",
            folder.display(),
            there.join(", ")
        );
    }
    for (path, text) in FILES {
        let file = folder.join(path);
        if !file.exists() {
            write(&file, &fill(path, text, &title))?;
            report::say(format_args!("{}", file.display()))?;
        }
    }
    let place = match folder == Path::new(".") {
        true => String::new(),
        false => format!(" {}", folder.display()),
    };
    report::say(format_args!("Next: coursebook serve{place}"))?;
    Ok(ExitCode::SUCCESS)
}

/// A file that may be there already, and is then left alone.
const GITIGNORE: &str = ".gitignore";

/// The folder's name as a title: `my-course` gives `My course`.
fn title_of(folder: &Path) -> String {
    // The folder may be new, or `.`.
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My course".to_owned(),
    }
}

/// The file's text for a book of this title.
fn fill(path: &str, text: &str, title: &str) -> String {
    let id = id_of_title(title).unwrap_or_else(|| "my-course".to_owned());
    let title = match path.ends_with(".toml") {
        true => title.replace('\\', "\\\\").replace('"', "\\\""),
        false => title.to_owned(),
    };
    text.replace("{{title}}", &title).replace("{{id}}", &id)
}

/// Writes a new file and the folders above it; one that has come into being meanwhile stays.
fn write(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut file = std::fs::File::create_new(path).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_made_of_the_folder() {
        assert_eq!(title_of(Path::new("a/my-first_course")), "My first course");
        assert_eq!(title_of(Path::new("/")), "My course");
    }

    #[test]
    fn a_title_stays_a_text_in_the_settings() {
        let text = fill("book.toml", include_str!("init/book.toml"), "\"C:\\\" 网络");
        let config: mdbook_driver::config::Config = text.parse().unwrap();
        assert_eq!(config.book.title.as_deref(), Some("\"C:\\\" 网络"));
        let text = fill("book.toml", include_str!("init/book.toml"), "网络");
        assert!(text.contains("book-id = \"my-course\""), "{text}");
    }
}
