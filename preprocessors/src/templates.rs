//! The Tera templates of a theme and the words that they print: built in, overridden file by file
//! and word by word by the book.
//!
//! [`Templates::load`] is the entry point; names are file names such as `quiz.html`. Invariant:
//! values are escaped unless a template marks them `safe`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use tera::{Context, Tera};

/// Why templates could not be loaded or used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A template of the book's own does not parse.
    #[error("the theme's templates do not fit together: {0}")]
    Parse(String),
    /// A template cannot be filled.
    #[error("template `{0}`: {1}")]
    Render(String, String),
    /// The theme's templates cannot be read.
    #[error("cannot read `{0}`: {1}")]
    Read(String, std::io::Error),
    /// The theme's words are no TOML of the kind that is asked for.
    #[error("`{0}`: {1}")]
    Strings(String, toml::de::Error),
}

/// A theme's templates, ready to be filled. Each sees the theme's words as `strings`.
#[derive(Debug, Clone)]
pub struct Templates {
    tera: Tera,
    strings: Strings,
}

/// `strings.toml`: the words of the interface.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Strings {
    /// What templates print.
    pub page: BTreeMap<String, String>,
    /// What scripts print.
    pub script: BTreeMap<String, String>,
}

impl Templates {
    /// The built-in templates, each replaced by the file of the same name in
    /// `theme/templates/`, if there is one; the words likewise by those of `theme/strings.toml`.
    pub fn load(theme: Option<&Path>) -> Result<Templates, TemplateError> {
        let mut sources: Vec<(String, String)> = coursebook_assets::templates()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        if let Some(theme) = theme {
            override_from(&theme.join("templates"), &mut sources)?;
        }
        let strings = strings(theme)?;
        let mut tera = Tera::new();
        tera.add_raw_templates(sources)
            .map_err(|error| TemplateError::Parse(error.to_string()))?;
        tera.global_context().insert("strings", &strings.page);
        Ok(Templates { tera, strings })
    }

    /// All words of the theme.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// A word of the theme, with `{name}` replaced by the value of that name.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let word = self.strings.page.get(key).cloned().unwrap_or_default();
        values.iter().fold(word, |word, (name, value)| {
            word.replace(&format!("{{{name}}}"), value)
        })
    }

    /// Fills a template.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, TemplateError> {
        self.tera
            .render(name, context)
            .map_err(|error| TemplateError::Render(name.to_owned(), error.to_string()))
    }
}

/// The built-in words, each replaced by the book's own where its theme has one.
fn strings(theme: Option<&Path>) -> Result<Strings, TemplateError> {
    let parse = |name: String, text: &str| {
        let strings: Result<Strings, _> = toml::from_str(text);
        strings.map_err(|error| TemplateError::Strings(name, error))
    };
    let built_in = "the built-in strings.toml".to_owned();
    let mut strings = parse(built_in, coursebook_assets::strings())?;
    let Some(path) = theme.map(|theme| theme.join("strings.toml")) else {
        return Ok(strings);
    };
    let name = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let own = parse(name, &text)?;
            strings.page.extend(own.page);
            strings.script.extend(own.script);
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(TemplateError::Read(name, error)),
    }
    Ok(strings)
}

fn override_from(folder: &Path, sources: &mut Vec<(String, String)>) -> Result<(), TemplateError> {
    let unreadable =
        |error: std::io::Error| TemplateError::Read(folder.display().to_string(), error);
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(error)),
    };
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| TemplateError::Read(path.display().to_string(), error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        sources.retain(|(known, _)| *known != name);
        sources.push((name, text));
    }
    Ok(())
}

/// HTML for the inside of a Markdown text: on one line, so that no blank line ends the HTML block
/// and no indentation of a list item or quotation breaks it. Line breaks inside `<pre>` and
/// `<textarea>` become character references, all others blanks.
pub fn on_one_line(html: &str) -> String {
    let mut line = String::with_capacity(html.len());
    let mut verbatim = false;
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("<pre") || rest.starts_with("<textarea") {
            verbatim = true;
        } else if rest.starts_with("</pre") || rest.starts_with("</textarea") {
            verbatim = false;
        }
        match c {
            '\n' if verbatim => line.push_str("&#10;"),
            '\n' if line.ends_with(' ') => {}
            '\n' => line.push(' '),
            ' ' if !verbatim && line.ends_with(' ') => {}
            c => line.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Templates, on_one_line};

    #[test]
    fn a_templates_folder_that_is_none_is_not_ignored() {
        let theme = tempfile::tempdir().unwrap();
        assert!(Templates::load(Some(theme.path())).is_ok());
        std::fs::write(theme.path().join("templates"), "").unwrap();
        assert!(Templates::load(Some(theme.path())).is_err());
    }

    #[test]
    fn a_book_replaces_single_words() {
        let theme = tempfile::tempdir().unwrap();
        let path = theme.path().join("strings.toml");
        std::fs::write(&path, "[page]\nquiz_number = \"Frage {n}\"\n").unwrap();
        let templates = Templates::load(Some(theme.path())).unwrap();
        assert_eq!(templates.say("quiz_number", &[("n", "3")]), "Frage 3");
        assert_eq!(templates.say("quiz_true", &[]), "True");
        std::fs::write(&path, "[page]\nquiz_number = 1\n").unwrap();
        assert!(Templates::load(Some(theme.path())).is_err());
    }

    #[test]
    fn code_keeps_its_lines_and_markup_loses_them() {
        let html = "<div>\n\n  <p>a</p>\n<pre><code>x\n\n  y\n</code></pre>\n</div>\n";
        assert_eq!(
            on_one_line(html),
            "<div> <p>a</p> <pre><code>x&#10;&#10;  y&#10;</code></pre> </div>"
        );
    }
}
