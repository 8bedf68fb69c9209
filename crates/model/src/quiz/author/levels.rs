//! How serious each lint is.
//!
//! [`lints`] lists them; [`Levels`] holds what a book has set under `[preprocessor.quiz.lints]`.
//! Invariant: only lints have levels. What makes a quiz unusable is always an error.

use super::suggest::nearest;

/// How serious a lint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not mentioned.
    Allow,
    /// It is worth a look.
    Warn,
    /// It stops the build.
    Deny,
}

impl Level {
    /// Its name in `book.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    fn parse(name: &str) -> Option<Level> {
        let levels = [Level::Allow, Level::Warn, Level::Deny];
        levels.into_iter().find(|level| level.name() == name)
    }
}

/// Something that makes a question weak although it can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// Its name in messages and in `book.toml`.
    pub code: &'static str,
    /// How serious it is unless the book says otherwise.
    pub default: Level,
    /// What it finds, as part of a list.
    pub summary: &'static str,
}

/// A question that does not say why its answer is right.
const NO_EXPLANATION: &str = "quiz-no-explanation";
/// A wrong choice that does not say why it is wrong.
const NO_REASON: &str = "quiz-no-reason";

/// All lints, also those that look at the whole book.
pub fn lints() -> &'static [Lint] {
    const fn warn(code: &'static str, summary: &'static str) -> Lint {
        Lint {
            code,
            default: Level::Warn,
            summary,
        }
    }
    const LINTS: &[Lint] = &[
        Lint {
            code: NO_EXPLANATION,
            default: Level::Deny,
            summary: "a question without an explanation (only a warning in quizzes written for other tools)",
        },
        warn(
            NO_REASON,
            "a wrong choice, or something that does not belong in an order, without feedback (not in quizzes written for other tools, which have no place for it)",
        ),
        warn(
            "quiz-choice-about-choices",
            "a choice about the others: \"all of these\", or \"the above\" where choices are shuffled",
        ),
        warn(
            "quiz-longest-is-right",
            "a quiz in which the longest choice is mostly right",
        ),
        warn(
            "quiz-skewed-letters",
            "a quiz without shuffling in which the same letter is mostly right",
        ),
        warn(
            "quiz-yes-no",
            "a question of yes or no where a claim, or which and why, would ask for more",
        ),
        warn(
            "quiz-not-in-prompt",
            "a prompt that asks for what is NOT so",
        ),
        warn("quiz-hint-tells", "a hint that contains the answer"),
        warn(
            "quiz-repeated-reason",
            "an explanation that only repeats a feedback",
        ),
        warn(
            "quiz-wide-band",
            "an estimate that accepts nearly any guess",
        ),
        warn("quiz-unused-context", "a context that no question names"),
        warn("quiz-yaml-comment", "a sentence that YAML cuts off at ` #`"),
        warn(
            "quiz-unused-tag",
            "a tag that `tags` in book.toml declares and no question has",
        ),
        warn(
            "quiz-undeclared-tag",
            "a tag that `tags` in book.toml does not declare, where it declares any",
        ),
        warn(
            "quiz-lonely-tag",
            "a tag that only one question of the book has, where book.toml declares none",
        ),
        warn(
            "quiz-many-truefalse",
            "a book in which more than a tenth of the questions are true-or-false",
        ),
    ];
    LINTS
}

/// The levels that a book has set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: Vec<(&'static str, Level)>,
}

/// A level that cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LevelError {
    /// There is no such lint.
    #[error("there is no lint `{code}`")]
    UnknownLint {
        /// What was written.
        code: String,
        /// What it was probably meant to be.
        nearest: Option<&'static str>,
    },
    /// There is no such level.
    #[error("`{level}` is no level of a lint")]
    UnknownLevel {
        /// The lint.
        code: String,
        /// What was written.
        level: String,
    },
}

impl LevelError {
    /// The key in `book.toml` that it is about.
    pub fn code(&self) -> &str {
        match self {
            LevelError::UnknownLint { code, .. } | LevelError::UnknownLevel { code, .. } => code,
        }
    }

    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            LevelError::UnknownLint {
                nearest: Some(code),
                ..
            } => format!("did you mean `{code}`?"),
            LevelError::UnknownLint { nearest: None, .. } => {
                let codes: Vec<_> = lints().iter().map(|lint| lint.code).collect();
                format!("there are: {}", codes.join(", "))
            }
            LevelError::UnknownLevel { .. } => "write \"allow\", \"warn\" or \"deny\"".to_owned(),
        }
    }
}

impl Levels {
    /// Reads levels by the codes of their lints; all that cannot be set are told at once.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Levels, Vec<LevelError>> {
        let (mut set, mut errors) = (Vec::new(), Vec::new());
        for (code, level) in pairs {
            match parse_pair(code, level) {
                Ok(pair) => set.push(pair),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(Levels { set })
        } else {
            Err(errors)
        }
    }

    /// How serious a lint is in this book.
    pub fn of(&self, code: &str) -> Level {
        let lint = lints().iter().find(|lint| lint.code == code);
        self.set_for(code)
            .or(lint.map(|lint| lint.default))
            .unwrap_or(Level::Deny)
    }

    /// How serious a lint is in a quiz that was written for another tool.
    pub(super) fn of_foreign(&self, code: &str) -> Level {
        self.set_for(code).unwrap_or_else(|| match code {
            NO_EXPLANATION => Level::Warn,
            NO_REASON => Level::Allow,
            _ => self.of(code),
        })
    }

    /// What the book has set for a lint.
    fn set_for(&self, code: &str) -> Option<Level> {
        let mut set = self.set.iter();
        set.find(|(known, _)| *known == code)
            .map(|(_, level)| *level)
    }
}

fn parse_pair(code: &str, level: &str) -> Result<(&'static str, Level), LevelError> {
    let Some(lint) = lints().iter().find(|lint| lint.code == code) else {
        return Err(LevelError::UnknownLint {
            code: code.to_owned(),
            nearest: nearest(code, lints().iter().map(|lint| lint.code)),
        });
    };
    match Level::parse(level) {
        Some(level) => Ok((lint.code, level)),
        None => Err(LevelError::UnknownLevel {
            code: code.to_owned(),
            level: level.to_owned(),
        }),
    }
}
