//! What authors are told of a PDF: what paper cannot show, what Typst refuses or warns of.
//!
//! [`Reporter`] is the entry point. Invariant: what comes from a block is told at the line in which
//! its author has written it; what comes from none, where `book.toml` asks for the PDF.

use crate::book::Chapters;
use crate::emit::{Origin, Remark, Sheet};
use crate::options;
use crate::typeset::{Problem, Typeset};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;

/// Tells what happens to a book.
#[derive(Clone, Copy)]
pub(crate) struct Reporter<'a> {
    /// The run.
    pub(crate) session: &'a Session,
    /// Its book.
    pub(crate) book: &'a Chapters,
}

impl Reporter<'_> {
    /// What of the chapters' text paper cannot show.
    pub(crate) fn losses(self) {
        let chapters = self.book.all.iter();
        for chapter in chapters.filter(|chapter| !chapter.tree.losses.is_empty()) {
            let document = self.session.document(&chapter.source, &chapter.markdown);
            let losses = chapter.tree.losses.iter();
            let found = losses.map(|loss| {
                let span = document.span(loss.at.clone());
                Diagnostic::warning("pdf-lost", span, loss.message.as_str())
                    .help("what stands here is on the page only")
            });
            self.session.report(found.collect());
            self.session.keep(&chapter.source, document);
        }
    }

    /// What is to be said of a PDF that has been made.
    pub(crate) fn made(self, sheets: &[Sheet], made: &Typeset) {
        self.remarks(sheets.iter().flat_map(|sheet| &sheet.remarks));
        let remark = |problem: &Problem, code: &'static str| {
            let origin = origin_of(sheets, problem)?;
            let hints = problem.hints.join("; ");
            Some(Remark {
                code,
                origin,
                message: problem.message.clone(),
                help: if hints.is_empty() {
                    "the PDF is written all the same".to_owned()
                } else {
                    hints
                },
            })
        };
        let barriers = made.barriers.iter();
        let barriers = barriers.filter_map(|problem| remark(problem, "pdf-accessibility"));
        let warnings = made.warnings.iter();
        let warnings = warnings.filter_map(|problem| remark(problem, "pdf-typst"));
        let remarks: Vec<_> = barriers.chain(warnings).collect();
        self.remarks(&remarks);
        let mut barriers = made.barriers.iter();
        if let Some(barrier) = barriers.find(|problem| origin_of(sheets, problem).is_none()) {
            self.warn(format!("this PDF does not conform to PDF/UA-1: {barrier}"));
        }
    }

    /// The blocks that Typst refuses, which are told.
    pub(crate) fn refused(self, sheets: &[Sheet], problems: &[Problem]) -> Vec<Origin> {
        let mut to_blame = Vec::new();
        for problem in problems {
            if let Some(origin) = origin_of(sheets, problem) {
                let message = format!("this cannot be typeset: {}", problem.message);
                let remark = Remark {
                    code: "pdf-refused",
                    origin: origin.clone(),
                    message,
                    help: "it is printed as it was written".to_owned(),
                };
                self.remarks([&remark]);
                to_blame.push(origin);
            }
        }
        to_blame
    }

    /// A warning about the PDF as a whole.
    pub(crate) fn warn(self, message: String) {
        let warning = options::warning(message, self.session);
        self.session.report(vec![warning]);
    }

    fn remarks<'r>(self, remarks: impl IntoIterator<Item = &'r Remark>) {
        for remark in remarks {
            let Some(chapter) = self.book.all.get(remark.origin.chapter) else {
                continue;
            };
            let document = self.session.document(&chapter.source, &chapter.markdown);
            let span = document.span(remark.origin.start..remark.origin.end);
            let found = Diagnostic::warning(remark.code, span, remark.message.as_str());
            self.session.report(vec![found.help(remark.help.as_str())]);
            self.session.keep(&chapter.source, document);
        }
    }
}

/// The block that a problem comes from: the innermost place that the author has written.
fn origin_of(sheets: &[Sheet], problem: &Problem) -> Option<Origin> {
    problem.places.iter().find_map(|(path, line)| {
        let sheet = sheets.iter().find(|sheet| sheet.path == *path)?;
        let lines = sheet.lines.get(..=*line)?;
        lines.iter().rev().find_map(Option::clone)
    })
}
