//! Which program runs which language.
//!
//! [`Runners::of_book`] is the entry point: the built-in ones, and over them those of
//! `[preprocessor.quiz.runners]`. Invariant: a setting that cannot be understood is a mistake, told
//! by [`mistakes`], and never a runner.

use mdbook_driver::config::Config;
use std::collections::BTreeMap;

/// The table of `book.toml`.
const TABLE: &str = "preprocessor.quiz.runners";

/// Stands for the file with the code.
const FILE: &str = "{file}";
/// Stands for what a compiler makes of it.
pub(super) const PROGRAM: &str = "{program}";

/// The commands that run a program, one after the other; the last one runs the program itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Runner {
    /// Each is a program and its arguments.
    pub(super) commands: Vec<Vec<String>>,
    /// What the file with the code is called.
    pub(super) file: String,
    /// What is done to the code before.
    pub(super) wrap: Wrap,
}

/// What is done to code before it is run. Lines stay where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// Nothing.
    Nothing,
    /// It gets a `fn main`, if it has none.
    RustMain,
}

/// The runners of a book.
#[derive(Debug)]
pub(super) struct Runners(BTreeMap<String, Runner>);

impl Runners {
    /// The built-in ones and those of the book.
    pub(super) fn of_book(config: &Config) -> Runners {
        let mut runners = built_in();
        for (language, value) in table(config) {
            if let Ok(command) = command(&value) {
                let file = format!("main.{}", extension(&language));
                runners.insert(language, Runner::of(vec![command], file));
            }
        }
        Runners(runners)
    }

    /// The one of a language.
    pub(super) fn of(&self, language: &str) -> Option<&Runner> {
        self.0.get(language)
    }
}

impl Runner {
    fn of(commands: Vec<Vec<String>>, file: String) -> Runner {
        Runner {
            commands,
            file,
            wrap: Wrap::Nothing,
        }
    }

    /// The command with the file's name in its place.
    pub(super) fn filled<'a>(
        &'a self,
        command: &'a [String],
        program: &'a str,
    ) -> impl Iterator<Item = String> + 'a {
        let words = command.iter();
        words.map(move |word| word.replace(FILE, &self.file).replace(PROGRAM, program))
    }
}

/// What is wrong with the book's own runners: the language and what is to be said of it.
pub(crate) fn mistakes(config: &Config) -> Vec<(String, String)> {
    let broken = config.get::<toml::Value>(TABLE).ok().flatten();
    if broken.is_some_and(|value| !value.is_table()) {
        let message = "`runners` is a table: one key for each language".to_owned();
        return vec![("runners".to_owned(), message)];
    }
    let wrong = table(config).into_iter().filter_map(|(language, value)| {
        let message = command(&value).err()?;
        Some((language, message))
    });
    wrong.collect()
}

fn table(config: &Config) -> toml::Table {
    let table: Option<toml::Table> = config.get(TABLE).ok().flatten();
    table.unwrap_or_default()
}

fn command(value: &toml::Value) -> Result<Vec<String>, String> {
    let words = value.as_array().filter(|words| !words.is_empty());
    let words: Option<Vec<String>> = words.and_then(|words| {
        let words = words.iter().map(|word| word.as_str().map(str::to_owned));
        words.collect()
    });
    let words = words.ok_or("a runner is a list of words: the program and its arguments")?;
    let names_program = words.first().is_some_and(|word| !word.trim().is_empty());
    let takes_file = words.iter().any(|word| word.contains(FILE));
    match (names_program, takes_file) {
        (false, _) => Err("a runner begins with the name of a program".to_owned()),
        (_, false) => Err(format!(
            "a runner needs `{FILE}` where the code's file belongs"
        )),
        _ => Ok(words),
    }
}

/// An ending for files in a language: its name as far as it can be one.
fn extension(language: &str) -> String {
    let plain = language.chars().filter(char::is_ascii_alphanumeric);
    plain.take(10).collect()
}

fn built_in() -> BTreeMap<String, Runner> {
    let simple = [
        ("python", "main.py", "python3 {file}"),
        ("py", "main.py", "python3 {file}"),
        ("javascript", "main.js", "node {file}"),
        ("js", "main.js", "node {file}"),
        ("bash", "main.sh", "bash {file}"),
        ("sh", "main.sh", "sh {file}"),
        ("go", "main.go", "go run {file}"),
    ];
    let words = |line: &str| line.split(' ').map(str::to_owned).collect();
    let mut runners: BTreeMap<String, Runner> = simple
        .into_iter()
        .map(|(language, file, line)| {
            let runner = Runner::of(vec![words(line)], file.to_owned());
            (language.to_owned(), runner)
        })
        .collect();
    let compile = "rustc --edition 2024 -A warnings -o {program} {file}";
    for language in ["rust", "rs"] {
        let runner = Runner {
            commands: vec![words(compile), words(PROGRAM)],
            file: "main.rs".to_owned(),
            wrap: Wrap::RustMain,
        };
        runners.insert(language.to_owned(), runner);
    }
    runners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(runners: &str) -> Config {
        runners.parse().unwrap()
    }

    #[test]
    fn a_book_adds_and_replaces_runners() {
        let config = config(
            "[preprocessor.quiz.runners]\nsql = [\"sqlite3\", \":memory:\", \".read {file}\"]\npython = [\"python3.13\", \"{file}\"]\n",
        );
        assert!(mistakes(&config).is_empty());
        let runners = Runners::of_book(&config);
        let filled = |language: &str| {
            let runner = runners.of(language).unwrap();
            runner.filled(&runner.commands[0], "").collect::<Vec<_>>()
        };
        assert_eq!(filled("sql"), ["sqlite3", ":memory:", ".read main.sql"]);
        assert_eq!(filled("python"), ["python3.13", "main.python"]);
        assert_eq!(filled("js"), ["node", "main.js"]);
        assert!(runners.of("cobol").is_none());
    }

    #[test]
    fn what_is_no_runner_is_a_mistake() {
        for value in [
            "\"sqlite3\"",
            "[]",
            "[1]",
            "[\"\", \"{file}\"]",
            "[\"sqlite3\"]",
        ] {
            let config = config(&format!("[preprocessor.quiz.runners]\nsql = {value}\n"));
            assert_eq!(mistakes(&config).len(), 1, "{value}");
            assert!(Runners::of_book(&config).of("sql").is_none(), "{value}");
        }
        assert_eq!(
            mistakes(&config("[preprocessor.quiz]\nrunners = 3\n")).len(),
            1
        );
    }
}
