//! The part of `ids.lock` about what questions consist of: choices, items, pairs, blanks, criteria.
//!
//! An answer is kept as ids of parts, so that those live as long as it. One line a question:
//! `parts quiz/question: a b ~c`, where `~` marks a part that the author gave up. A lock file
//! without such lines is one of an older version, and valid. [`Parts`] is the entry point.

use crate::course::{Course, QuestionFacts};
use crate::source::Span;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

const OPENING: &str = "parts ";
const RETIRED: char = '~';

/// The recorded parts of all questions, by `quiz/question`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    of_questions: BTreeMap<String, BTreeMap<String, Part>>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part {
    /// Whether the author gave the id up.
    retired: bool,
    /// Its place in the file that was read; empty for a new one.
    place: Range<usize>,
}

impl Parts {
    /// Whether a line of the file is about parts.
    pub(super) fn is_line(line: &str) -> bool {
        line.starts_with(OPENING)
    }

    /// Takes over a line that stands at `offset`; `None` if it cannot be read.
    pub(super) fn read(&mut self, line: &str, offset: usize) -> Option<()> {
        let (question, ids) = line.strip_prefix(OPENING)?.split_once(':')?;
        let is_id = |id: &str| !id.is_empty() && !id.contains(char::is_whitespace);
        let mut start = offset + OPENING.len() + question.len() + 1;
        let mut parts = Vec::new();
        for word in ids.split_inclusive(char::is_whitespace) {
            let (from, written) = (start, word.trim_end());
            start += word.len();
            let id = written.strip_prefix(RETIRED);
            let part = Part {
                retired: id.is_some(),
                place: from..from + written.len(),
            };
            match id.unwrap_or(written) {
                "" if part.retired => return None,
                "" => {}
                id => parts.push((id.to_owned(), part)),
            }
        }
        if !is_id(question) || parts.is_empty() {
            return None;
        }
        let known = self.of_questions.entry(question.to_owned()).or_default();
        known.extend(parts);
        Some(())
    }

    /// Whether nothing is recorded yet.
    pub(super) fn is_empty(&self) -> bool {
        self.of_questions.is_empty()
    }

    /// Records new parts, and which the author gave up; gives how many they were.
    pub(super) fn record(&mut self, course: &Course) -> usize {
        let mut changes = 0;
        for (id, question) in asked(course) {
            if question.parts.is_empty() && question.retired_parts.is_empty() {
                continue;
            }
            let recorded = self.of_questions.entry(id).or_default();
            for part in &question.parts {
                changes += usize::from(!recorded.contains_key(&part.id));
                recorded.entry(part.id.clone()).or_default();
            }
            for part in &question.retired_parts {
                let recorded = recorded.entry(part.clone()).or_default();
                changes += usize::from(!recorded.retired);
                recorded.retired = true;
            }
        }
        changes
    }

    /// Parts not given up that their question, still asked, does not know any more; each as
    /// `quiz/question/part` with its place in the file.
    pub(super) fn vanished(&self, course: &Course) -> Vec<(String, Range<usize>)> {
        let questions = by_any_id(course);
        let missing = self.recorded().filter(|(question, id, part)| {
            let question = questions.get(*question);
            !part.retired && question.is_some_and(|question| !knows(question, id))
        });
        missing
            .map(|(question, id, part)| (format!("{question}/{id}"), part.place.clone()))
            .collect()
    }

    /// Parts of the course that were given up, with the question that uses each again.
    pub(super) fn retired_in_use(&self, course: &Course) -> Vec<(String, Span)> {
        let questions = by_any_id(course);
        let recorded = self.recorded().filter(|(.., part)| part.retired);
        let mut found: Vec<_> = recorded
            .filter_map(|(question, id, _)| {
                let question = questions.get(question)?;
                has(question, id).then(|| (id.to_owned(), question.span.clone()))
            })
            .collect();
        for (_, question) in asked(course) {
            let again = question.retired_parts.iter().filter(|id| has(question, id));
            found.extend(again.map(|id| (id.clone(), question.span.clone())));
        }
        found
    }

    fn recorded(&self) -> impl Iterator<Item = (&str, &str, &Part)> {
        self.of_questions.iter().flat_map(|(question, parts)| {
            let parts = parts.iter();
            parts.map(move |(id, part)| (question.as_str(), id.as_str(), part))
        })
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (question, parts) in &self.of_questions {
            write!(f, "{OPENING}{question}:")?;
            for (id, part) in parts {
                f.write_str(" ")?;
                if part.retired {
                    write!(f, "{RETIRED}")?;
                }
                f.write_str(id)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// The questions that are still asked, by `quiz/question`.
fn asked(course: &Course) -> impl Iterator<Item = (String, &QuestionFacts)> {
    let quizzes = course.chapters.values().flat_map(|facts| &facts.quizzes);
    quizzes.flat_map(|quiz| {
        quiz.asked()
            .map(|question| (format!("{}/{}", quiz.id, question.id), question))
    })
}

/// The same, also by former ids.
fn by_any_id(course: &Course) -> HashMap<String, &QuestionFacts> {
    let mut questions = HashMap::new();
    for (id, question) in asked(course) {
        for former in &question.was {
            questions.insert(former.clone(), question);
        }
        questions.insert(id, question);
    }
    questions
}

fn has(question: &QuestionFacts, id: &str) -> bool {
    question.parts.iter().any(|part| part.id == id)
}

/// Whether the part is there, under its id or another, or was given up.
fn knows(question: &QuestionFacts, id: &str) -> bool {
    let mut former = question.parts.iter().flat_map(|part| &part.was);
    has(question, id)
        || former.any(|was| was == id)
        || question.retired_parts.iter().any(|retired| retired == id)
}

#[cfg(test)]
mod tests {
    use crate::course::{ChapterFacts, Course, PartFacts, QuestionFacts, QuizFacts};
    use crate::lock::{FILE_NAME, Kind, Lock};
    use crate::source::{SourceFile, Span};
    use std::collections::BTreeMap;

    fn span() -> Span {
        Span::new(SourceFile::new("q.yaml", ""), 0..0)
    }

    /// A question with these parts, a part's former ids behind `<`.
    fn question(id: &str, parts: &str, retired: &[&str]) -> QuestionFacts {
        let part = |word: &str| {
            let mut ids = word.split('<').map(str::to_owned);
            PartFacts {
                id: ids.next().unwrap_or_default(),
                was: ids.collect(),
            }
        };
        QuestionFacts {
            id: id.to_owned(),
            was: Vec::new(),
            revision: String::new(),
            kind: "single",
            retired: false,
            tags: Vec::new(),
            difficulty: None,
            uses: Vec::new(),
            variants: None,
            reference: None,
            prompt: String::new(),
            parts: parts.split_whitespace().map(part).collect(),
            retired_parts: retired.iter().map(|id| (*id).to_owned()).collect(),
            run: None,
            span: span(),
        }
    }

    fn course(question: QuestionFacts) -> Course {
        let quiz = QuizFacts {
            id: "quiz".to_owned(),
            title: None,
            html: String::new(),
            span: span(),
            questions: vec![question],
            answers: Vec::new(),
            print_html: String::new(),
            key_html: String::new(),
        };
        let facts = ChapterFacts {
            quizzes: vec![quiz],
            ..ChapterFacts::default()
        };
        Course {
            chapters: BTreeMap::from([("a.md".into(), facts)]),
        }
    }

    fn read(text: &str) -> Lock {
        let (lock, mistakes) = Lock::parse(&SourceFile::new(FILE_NAME, text));
        assert!(mistakes.is_empty(), "{mistakes:?}");
        lock
    }

    const LOCK: &str = "question quiz/one\nparts quiz/one: a b c ~old\n";

    fn vanished(course: &Course) -> Vec<String> {
        let vanished = read(LOCK).vanished(course).into_iter();
        vanished
            .map(|(kind, id, place)| format!("{kind} {id} at {}", &LOCK[place]))
            .collect()
    }

    #[test]
    fn a_part_may_be_renamed_or_retired_but_not_vanish() {
        assert!(vanished(&course(question("one", "a b c", &[]))).is_empty());
        assert!(vanished(&course(question("one", "a new<b", &["c"]))).is_empty());
        assert_eq!(
            vanished(&course(question("one", "a c", &[]))),
            ["part quiz/one/b at b"]
        );
    }

    #[test]
    fn parts_go_with_their_question() {
        let mut retired = question("one", "", &[]);
        retired.retired = true;
        assert!(vanished(&course(retired)).is_empty());
        let mut renamed = question("two", "a c", &[]);
        renamed.was = vec!["quiz/one".to_owned()];
        assert_eq!(vanished(&course(renamed)), ["part quiz/one/b at b"]);
        // That the question is not there at all is said once, not for each part.
        assert_eq!(
            vanished(&course(question("two", "", &[]))),
            ["question quiz/one at question quiz/one"]
        );
    }

    #[test]
    fn a_part_that_was_given_up_may_not_come_back() {
        let used = |question| read(LOCK).retired_in_use(&course(question)).len();
        assert_eq!(used(question("one", "a b c", &[])), 0);
        assert_eq!(used(question("one", "a b c old", &[])), 1);
        assert_eq!(used(question("one", "a b c", &["c"])), 1);
        let mut renamed = question("two", "a b c old", &[]);
        renamed.was = vec!["quiz/one".to_owned()];
        assert_eq!(used(renamed), 1);
    }

    #[test]
    fn what_is_recorded_is_read_again() {
        let mut lock = read("question quiz/one\n");
        let course = course(question("one", "a b", &["c"]));
        assert_eq!((lock.unrecorded(&course), lock.record(&course)), (3, 3));
        let text = lock.to_string();
        assert!(text.ends_with("\nparts quiz/one: a b ~c\n"), "{text}");
        assert_eq!(read(&text).to_string(), text);
        assert_eq!(read(&text).unrecorded(&course), 0);
        assert!(read(&text).vanished(&course).is_empty());
    }

    #[test]
    fn giving_up_a_recorded_part_is_recorded() {
        let mut lock = read(LOCK);
        let course = course(question("one", "a b", &["c"]));
        assert_eq!(lock.unrecorded(&course), 1);
        lock.record(&course);
        assert!(lock.to_string().contains("parts quiz/one: a b ~c ~old\n"));
        assert_eq!(lock.retired_in_use(&course), []);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_reported() {
        for line in [
            "parts quiz/one a",
            "parts quiz/one:",
            "parts : a",
            "parts quiz/one: a ~",
        ] {
            let (_, mistakes) = Lock::parse(&SourceFile::new(FILE_NAME, line));
            assert_eq!(mistakes.len(), 1, "{line}");
        }
        let (lock, _) = Lock::parse(&SourceFile::new(FILE_NAME, "parts quiz/one: a\r\n"));
        let vanished = lock.vanished(&course(question("one", "b", &[])));
        assert_eq!(vanished, [(Kind::Part, "quiz/one/a".to_owned(), 16..17)]);
    }
}
