//! What a book sets for its quizzes under `[preprocessor.quiz]`.
//!
//! [`QuizSettings::read`] is the entry point. Invariant: a level or a tag that cannot be meant as
//! it is written is a mistake with its place in `book.toml`, and every one is told in one run.

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use coursebook_model::quiz::author::{LevelError, Levels};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a book sets for its quizzes.
#[derive(Debug, Clone, Default)]
pub struct QuizSettings {
    /// How serious each lint is: `[preprocessor.quiz.lints]`.
    pub levels: Levels,
    /// The tags that questions may have, where the book says so: `tags`.
    pub tags: Option<Vec<DeclaredTag>>,
}

/// A tag that a book declares.
#[derive(Debug, Clone)]
pub struct DeclaredTag {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
}

/// A setting's place in the file.
type Locate<'a> = dyn Fn(Range<usize>) -> Span + 'a;

impl QuizSettings {
    /// Reads the settings of a book from its `book.toml`, with all that is wrong with them. What
    /// is no TOML at all is left to who reads the file as a whole.
    pub fn read(file: &Arc<SourceFile>) -> (QuizSettings, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let Ok(root) = DeTable::parse(&file.text) else {
            return (QuizSettings::default(), found);
        };
        let quiz = below(root.get_ref(), "preprocessor").and_then(|table| below(table, "quiz"));
        let Some(quiz) = quiz else {
            return (QuizSettings::default(), found);
        };
        let locate = |range| Span::new(Arc::clone(file), range);
        let levels = quiz.get("lints").map(|lints| levels(lints, &locate));
        let tags = quiz.get("tags").map(|tags| tags_of(tags, &locate));
        let settings = QuizSettings {
            levels: keep(levels, &mut found).unwrap_or_default(),
            tags: keep(tags, &mut found),
        };
        found.sort_by_key(|mistake| mistake.span.range.start);
        (settings, found)
    }
}

fn below<'a>(table: &'a DeTable<'_>, name: &str) -> Option<&'a DeTable<'a>> {
    match table.get(name)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// What was read; its mistakes go to `found`.
fn keep<T>(read: Option<Result<T, Vec<Diagnostic>>>, found: &mut Vec<Diagnostic>) -> Option<T> {
    match read? {
        Ok(value) => Some(value),
        Err(mistakes) => {
            found.extend(mistakes);
            None
        }
    }
}

fn levels(lints: &Spanned<DeValue<'_>>, locate: &Locate<'_>) -> Result<Levels, Vec<Diagnostic>> {
    let DeValue::Table(table) = lints.get_ref() else {
        let help = "write `[preprocessor.quiz.lints]` and lines like `quiz-no-reason = \"deny\"`";
        let message = "`lints` is a table of levels";
        return Err(vec![mistake(locate(lints.span()), message).help(help)]);
    };
    let pairs: Vec<_> = table
        .iter()
        .map(|(code, level)| (code, level.get_ref().as_str().unwrap_or("")))
        .collect();
    let codes = pairs
        .iter()
        .map(|(code, level)| (code.get_ref().as_ref(), *level));
    Levels::parse(codes).map_err(|errors| {
        let errors = errors.into_iter();
        errors.map(|error| refused(&error, table, locate)).collect()
    })
}

fn refused(error: &LevelError, table: &DeTable<'_>, locate: &Locate<'_>) -> Diagnostic {
    let entry = table.get_key_value(error.code());
    let span = entry.map_or(0..0, |(code, level)| match error {
        LevelError::UnknownLint { .. } => code.span(),
        LevelError::UnknownLevel { .. } => level.span(),
    });
    mistake(locate(span), &error.to_string()).help(error.help())
}

fn tags_of(
    tags: &Spanned<DeValue<'_>>,
    locate: &Locate<'_>,
) -> Result<Vec<DeclaredTag>, Vec<Diagnostic>> {
    let wrong = |span| {
        let mistake = mistake(locate(span), "`tags` is a list of tags");
        mistake.help("write `tags = [\"caching\", \"http\"]`")
    };
    let DeValue::Array(list) = tags.get_ref() else {
        return Err(vec![wrong(tags.span())]);
    };
    let (mut declared, mut found) = (Vec::new(), Vec::new());
    for tag in list.iter() {
        match tag.get_ref().as_str() {
            Some(name) => declared.push(DeclaredTag {
                name: name.to_owned(),
                span: locate(tag.span()),
            }),
            None => found.push(wrong(tag.span())),
        }
    }
    if found.is_empty() {
        Ok(declared)
    } else {
        Err(found)
    }
}

fn mistake(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error("quiz-settings", span, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use coursebook_model::quiz::author::Level;

    fn read(text: &str) -> (QuizSettings, Vec<String>) {
        let (settings, found) = QuizSettings::read(&SourceFile::new("book.toml", text));
        let told = found.iter().map(|mistake| {
            let help = mistake.help.clone().unwrap_or_default();
            format!("{}: {} / {help}", mistake.span.line(), mistake.message)
        });
        (settings, told.collect())
    }

    #[test]
    fn levels_and_tags_are_read() {
        let text = "[preprocessor.quiz]\ntags = [\"a\", \"b\"]\n[preprocessor.quiz.lints]\nquiz-no-reason = \"deny\"\n";
        let (settings, told) = read(text);
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(settings.levels.of("quiz-no-reason"), Level::Deny);
        assert_eq!(settings.levels.of("quiz-hint-tells"), Level::Warn);
        let tags = settings.tags.unwrap();
        assert_eq!(tags[1].name, "b");
        assert_eq!(&text[tags[1].span.range.clone()], "\"b\"");
    }

    #[test]
    fn a_book_without_settings_has_the_defaults() {
        for text in ["", "[preprocessor.quiz]\n", "preprocessor = 1", "no toml ="] {
            let (settings, told) = read(text);
            assert!(told.is_empty() && settings.tags.is_none(), "{text}");
            assert_eq!(settings.levels, Levels::default());
        }
    }

    #[test]
    fn mistakes_are_located_and_all_told() {
        let (_, told) = read(
            "[preprocessor.quiz]\ntags = [\"a\", 1]\n[preprocessor.quiz.lints]\nquiz-no-reasn = \"warn\"\nquiz-yes-no = \"off\"\nquiz-hint-tells = 3\n",
        );
        assert_eq!(
            told,
            [
                "2: `tags` is a list of tags / write `tags = [\"caching\", \"http\"]`",
                "4: there is no lint `quiz-no-reasn` / did you mean `quiz-no-reason`?",
                "5: `off` is no level of a lint / write \"allow\", \"warn\" or \"deny\"",
                "6: `` is no level of a lint / write \"allow\", \"warn\" or \"deny\"",
            ]
        );
        assert_eq!(
            read("[preprocessor.quiz]\nlints = 1\ntags = 2\n").1.len(),
            2
        );
    }
}
