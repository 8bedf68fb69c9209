//! What weakens the quizzes of a book as a whole.
//!
//! [`check`] is the entry point. Invariant: it looks at questions that are asked, each once,
//! however many pages use its quiz.

use super::settings::{DeclaredTag, QuizSettings};
use crate::course::{Course, QuizFacts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use coursebook_model::quiz::author::{Level, nearest};
use std::collections::BTreeMap;

/// From how many questions on a share of them says something.
const ENOUGH_QUESTIONS: usize = 20;
/// Of how many questions one may be a claim to be judged.
const CLAIMS_ONE_IN: usize = 10;

/// A question as far as it matters here.
struct Asked<'a> {
    kind: &'a str,
    tags: &'a [String],
    span: &'a Span,
}

/// All weaknesses of the course's quizzes as a whole, as seriously as the book takes them.
pub fn check(course: &Course, settings: &QuizSettings) -> Vec<Diagnostic> {
    let quizzes = course.chapters.values().flat_map(|facts| &facts.quizzes);
    let asked: Vec<_> = quizzes
        .flat_map(QuizFacts::asked)
        .map(|question| Asked {
            kind: question.kind,
            tags: &question.tags,
            span: &question.span,
        })
        .collect();
    weaknesses(&asked, settings)
}

fn weaknesses(questions: &[Asked<'_>], settings: &QuizSettings) -> Vec<Diagnostic> {
    let mut lints = Lints {
        settings,
        found: Vec::new(),
    };
    let used = tags(questions);
    match &settings.tags {
        Some(declared) => lints.against_declared(&used, declared),
        None => lints.lonely(&used),
    }
    lints.claims(questions);
    lints.found
}

/// Where the questions stand that have each tag.
type Used<'a> = BTreeMap<&'a str, Vec<&'a Span>>;

fn tags<'a>(questions: &[Asked<'a>]) -> Used<'a> {
    let mut used = Used::new();
    for question in questions {
        for tag in question.tags {
            used.entry(tag).or_default().push(question.span);
        }
    }
    used
}

struct Lints<'a> {
    settings: &'a QuizSettings,
    found: Vec<Diagnostic>,
}

impl Lints<'_> {
    fn note(&mut self, code: &'static str, span: &Span, message: String, help: String) {
        let severity = match self.settings.levels.of(code) {
            Level::Allow => return,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        self.found.push(Diagnostic {
            severity,
            ..Diagnostic::error(code, span.clone(), message).help(help)
        });
    }

    fn against_declared(&mut self, used: &Used<'_>, declared: &[DeclaredTag]) {
        for tag in declared
            .iter()
            .filter(|tag| !used.contains_key(tag.name.as_str()))
        {
            let message = format!("no question has the tag `{}`", tag.name);
            let help = "take it out, or give it to a question".to_owned();
            self.note("quiz-unused-tag", &tag.span, message, help);
        }
        let names = || declared.iter().map(|tag| tag.name.as_str());
        for (tag, places) in used
            .iter()
            .filter(|(tag, _)| !names().any(|name| name == **tag))
        {
            let Some(first) = places.first() else {
                continue;
            };
            let message = format!("the tag `{tag}` is not declared in book.toml");
            let help = match nearest(tag, names()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "add it to `tags` under [preprocessor.quiz]".to_owned(),
            };
            self.note("quiz-undeclared-tag", first, message, help);
        }
    }

    /// A tag of one question groups nothing; often it is a misspelt one.
    fn lonely(&mut self, used: &Used<'_>) {
        for (tag, places) in used {
            let [only] = places.as_slice() else {
                continue;
            };
            let others = used.keys().filter(|other| *other != tag).copied();
            let message = format!("no other question of the book has the tag `{tag}`");
            let help = match nearest(tag, others) {
                Some(known) => format!("did you mean `{known}`?"),
                None => {
                    "use it again, or declare the book's tags with `tags = […]` under [preprocessor.quiz]"
                        .to_owned()
                }
            };
            self.note("quiz-lonely-tag", only, message, help);
        }
    }

    /// Claims are guessed right half of the time.
    fn claims(&mut self, questions: &[Asked<'_>]) {
        let claims = questions
            .iter()
            .filter(|question| question.kind == "truefalse");
        let claims: Vec<_> = claims.collect();
        let (count, of) = (claims.len(), questions.len());
        let Some(first) = claims.first() else {
            return;
        };
        if of >= ENOUGH_QUESTIONS && count * CLAIMS_ONE_IN > of {
            let message = format!("{count} of the book's {of} questions are true-or-false");
            let help = "guessing alone is right half of the time: ask with `type: single` or `text`, at most one claim in ten";
            self.note("quiz-many-truefalse", first.span, message, help.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use coursebook_model::quiz::author::Levels;
    use std::iter;

    fn span() -> Span {
        Span::new(SourceFile::new("a.md", ""), 0..0)
    }

    /// What is told of questions of these kinds with these tags.
    fn told(questions: &[(&str, &[&str])], settings: &QuizSettings) -> Vec<String> {
        let span = span();
        let owned = questions.iter().map(|(kind, tags)| {
            let tags = tags.iter().map(|tag| (*tag).to_owned());
            (*kind, tags.collect::<Vec<_>>())
        });
        let owned: Vec<_> = owned.collect();
        let asked: Vec<_> = owned
            .iter()
            .map(|(kind, tags)| Asked {
                kind,
                tags,
                span: &span,
            })
            .collect();
        let found = weaknesses(&asked, settings).into_iter();
        found
            .map(|lint| format!("{} {} {}", lint.is_error(), lint.code, lint.message))
            .collect()
    }

    #[test]
    fn a_tag_of_one_question_is_lonely_unless_tags_are_declared() {
        let questions: [(&str, &[&str]); 2] = [("single", &["http", "cach"]), ("text", &["http"])];
        assert_eq!(
            told(&questions, &QuizSettings::default()),
            ["false quiz-lonely-tag no other question of the book has the tag `cach`"]
        );
        let declared = ["http", "cache", "sql"].map(|name| DeclaredTag {
            name: name.to_owned(),
            span: span(),
        });
        let settings = QuizSettings {
            tags: Some(declared.into()),
            levels: Levels::parse([("quiz-undeclared-tag", "deny")]).unwrap(),
        };
        assert_eq!(
            told(&questions, &settings),
            [
                "false quiz-unused-tag no question has the tag `cache`",
                "false quiz-unused-tag no question has the tag `sql`",
                "true quiz-undeclared-tag the tag `cach` is not declared in book.toml",
            ]
        );
    }

    #[test]
    fn many_claims_are_told_once_from_twenty_questions_on() {
        let questions = |claims: usize, others: usize| {
            let kinds = iter::repeat_n("truefalse", claims).chain(iter::repeat_n("single", others));
            kinds.map(|kind| (kind, [].as_slice())).collect::<Vec<_>>()
        };
        let settings = QuizSettings::default();
        assert!(told(&questions(5, 5), &settings).is_empty());
        assert!(told(&questions(2, 18), &settings).is_empty());
        assert_eq!(
            told(&questions(3, 17), &settings),
            ["false quiz-many-truefalse 3 of the book's 20 questions are true-or-false"]
        );
        let silent = QuizSettings {
            levels: Levels::parse([("quiz-many-truefalse", "allow")]).unwrap(),
            tags: None,
        };
        assert!(told(&questions(3, 17), &silent).is_empty());
    }
}
