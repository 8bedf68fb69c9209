//! Quizzes: blank where they stand, answered in the key.

use super::Emitter;
use crate::links::Destination;
use crate::tree::quiz::{Question, Quiz};
use crate::tree::{Block, BlockKind, Inline, plain};

impl Emitter<'_> {
    /// A quiz with room for answers. Each question leads to its answer in the key.
    pub(super) fn quiz(&mut self, quiz: &Quiz) {
        let start = self.label_of(&format!("quiz-{}", quiz.id));
        let has_key = self.shared.options.has_answer_key();
        self.code("quiz(");
        self.label(start.as_deref());
        self.code(", ");
        let untitled = [Inline::Text(self.shared.say("quiz", &[]))];
        let was = std::mem::replace(&mut self.is_plain, true);
        self.inlines(match quiz.title.as_slice() {
            [] => &untitled,
            title => title,
        });
        self.is_plain = was;
        self.code(", {");
        self.indent += 2;
        for question in &quiz.questions {
            if !question.context.is_empty() {
                self.code("context-of(");
                self.body(&question.context);
                self.code(");");
            }
            let own = self.label_of(&asked(quiz, question));
            self.code("question(");
            self.label(own.as_deref());
            self.code(", ");
            self.text(&question.number);
            self.code(", ");
            // A quiz that a page shows twice has one entry in the key.
            if has_key {
                self.name(&format!("{}#{}", self.chapter, answered(quiz, question)));
            } else {
                self.code("none");
            }
            self.code(", ");
            let stays_whole = is_short(&question.asked, LONGEST_WHOLE);
            self.code(&format!("{}, ", !stays_whole));
            self.body(&question.asked);
            self.code(");");
        }
        self.indent -= 2;
        self.code("})");
    }

    /// The answers of the `chosen` chapters, for the end of the book.
    pub(crate) fn answer_key(&mut self, chosen: &[usize]) {
        self.marks = false;
        let title = self.shared.say("answer_key", &[]);
        self.code("head(1, \"\", none, (), ");
        self.text(&title);
        self.code(");");
        let shared = self.shared;
        for &place in chosen {
            let Some(chapter) = shared.book.all.get(place) else {
                continue;
            };
            let quizzes = quizzes_of(place, shared.book);
            if quizzes.is_empty() {
                continue;
            }
            self.chapter = place;
            self.line();
            self.code("key-chapter(");
            self.name(&format!("{place}#"));
            self.code(", ");
            self.text(&chapter.number);
            self.code(", ");
            self.text(&chapter.name);
            self.code(");");
            for (at, quiz) in quizzes {
                self.at = at;
                self.key_of(quiz);
            }
        }
    }

    fn key_of(&mut self, quiz: &Quiz) {
        if !quiz.title.is_empty() {
            self.line_of(&self.at.clone());
            self.code("key-quiz(");
            let was = std::mem::replace(&mut self.is_plain, true);
            self.inlines(&quiz.title);
            self.is_plain = was;
            self.code(");");
        }
        for question in &quiz.questions {
            let Some(label) = self.label_of(&answered(quiz, question)) else {
                continue;
            };
            self.line_of(&self.at.clone());
            self.code("key-entry(");
            self.name(&label);
            self.code(", ");
            self.text(&question.number);
            self.code(", ");
            self.name(&format!("{}#{}", self.chapter, asked(quiz, question)));
            self.code(", {");
            self.blocks(&question.answer);
            self.reference(question);
            self.code("});");
        }
    }

    /// Where the answer can be read up.
    fn reference(&mut self, question: &Question) {
        let Some(reference) = &question.reference else {
            return;
        };
        let destination = self.shared.links.of_root_path(reference);
        // A dead reference is a mistake that the site's build reports at its own line.
        if !matches!(destination, Destination::Place(_)) {
            return;
        }
        let text = [Inline::Text(self.shared.say("quiz_back", &[]))];
        let at = self.at.clone();
        self.line_of(&at);
        self.code("small(");
        self.led(&destination, &at, &text);
        self.code(");");
    }
}

/// Letters of a question that is not broken over two pages, if the page is large.
const LONGEST_WHOLE: usize = 900;

/// Whether blocks have no more than so many letters; a line of code counts as a whole line.
pub(super) fn is_short(blocks: &[Block], most: usize) -> bool {
    let mut letters = 0;
    for block in blocks {
        block.walk(&mut |block| {
            letters += match &block.kind {
                BlockKind::Code { text, .. } => 70 * (text.lines().count() + 2),
                BlockKind::Diagram(_) | BlockKind::Image(_) => most,
                _ => 40,
            };
            for inlines in block.inlines() {
                letters += plain(inlines).chars().count();
            }
        });
    }
    letters <= most
}

/// The id of a question where it is asked, as on the print page.
fn asked(quiz: &Quiz, question: &Question) -> String {
    format!("q-{}-{}", quiz.id, question.id)
}

/// The id of its answer in the key.
fn answered(quiz: &Quiz, question: &Question) -> String {
    format!("k-{}-{}", quiz.id, question.id)
}

/// The quizzes of a chapter, in order, and where they stand.
fn quizzes_of(place: usize, book: &crate::book::Chapters) -> Vec<(std::ops::Range<usize>, &Quiz)> {
    let mut quizzes = Vec::new();
    let chapter = book.all.get(place);
    for block in chapter.iter().flat_map(|chapter| &chapter.tree.blocks) {
        block.walk(&mut |block| {
            if let BlockKind::Quiz(quiz) = &block.kind {
                quizzes.push((block.at.clone(), quiz.as_ref()));
            }
        });
    }
    quizzes
}

/// Whether any of the chosen chapters asks something.
pub(crate) fn any_quiz(book: &crate::book::Chapters, chosen: &[usize]) -> bool {
    chosen
        .iter()
        .any(|&place| !quizzes_of(place, book).is_empty())
}
