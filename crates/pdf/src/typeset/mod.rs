//! Typst: generated source to the bytes of a PDF. The only module that calls it, besides
//! [`fonts`](crate::fonts), which reads faces with it.
//!
//! [`typeset`] is the entry point. Invariants: nothing but the files of the [`Job`] can be read;
//! the same job gives the same bytes; whatever goes wrong is a [`Problem`] at a line of a file.

pub(crate) mod picture;
mod world;

use crate::fonts::Fonts;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::BookWorld;

/// What is to be set.
pub(crate) struct Job<'a> {
    /// The sources by their paths; `/main.typ` is where it begins.
    pub(crate) sources: BTreeMap<String, String>,
    /// Pictures and settings by their paths.
    pub(crate) files: BTreeMap<String, Cow<'static, [u8]>>,
    /// The faces.
    pub(crate) fonts: &'a Fonts,
    /// What makes this document another than those of the same title: for its identifier.
    pub(crate) identity: String,
    /// The day of the source.
    pub(crate) day: Option<(i32, u8, u8)>,
}

/// A finished PDF.
#[derive(Debug)]
pub(crate) struct Typeset {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// How many pages it has.
    pub(crate) pages: usize,
    /// What keeps it from conforming to PDF/UA-1; if there is something, it does not say that it
    /// does.
    pub(crate) barriers: Vec<Problem>,
    /// What Typst warns of.
    pub(crate) warnings: Vec<Problem>,
}

/// Something that Typst has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where in the generated files: the path and the line from 0, the innermost place first.
    pub(crate) places: Vec<(String, usize)>,
    /// What it is.
    pub(crate) message: String,
    /// What Typst says to do.
    pub(crate) hints: Vec<String>,
}

impl fmt::Display for Problem {
    /// The message and the generated file, for who mends the generator.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for (path, line) in &self.places {
            write!(f, " [{path}:{}]", line + 1)?;
        }
        Ok(())
    }
}

/// Sets the job.
///
/// # Errors
/// What Typst refuses.
pub(crate) fn typeset(job: Job<'_>) -> Result<Typeset, Vec<Problem>> {
    let (identity, day) = (job.identity.clone(), job.day);
    let Some(world) = BookWorld::new(job) else {
        return Err(Vec::new());
    };
    let compiled = typst::compile::<PagedDocument>(&world);
    let warnings = world.problems(&compiled.warnings);
    let document = compiled.output.map_err(|errors| world.problems(&errors))?;
    let export = |standards: &[PdfStandard]| {
        let standards = PdfStandards::new(standards).unwrap_or_default();
        let options = PdfOptions {
            ident: Smart::Custom(identity.clone()),
            creator: Smart::Custom(Some(
                concat!("Coursebook ", env!("CARGO_PKG_VERSION")).to_owned(),
            )),
            timestamp: timestamp(day),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    };
    let (bytes, barriers) = match export(&[PdfStandard::Ua_1]) {
        Ok(bytes) => (bytes, Vec::new()),
        Err(errors) => {
            let barriers = world.problems(&errors);
            let bytes = export(&[]).map_err(|errors| world.problems(&errors))?;
            (bytes, barriers)
        }
    };
    Ok(Typeset {
        bytes,
        pages: document.pages().len(),
        barriers,
        warnings,
    })
}

fn timestamp(day: Option<(i32, u8, u8)>) -> Option<Timestamp> {
    let (year, month, day) = day?;
    let midnight = Datetime::from_ymd_hms(year, month, day, 0, 0, 0)?;
    Some(Timestamp::new_utc(midnight))
}

impl BookWorld<'_> {
    fn problems(&self, found: &[SourceDiagnostic]) -> Vec<Problem> {
        found.iter().map(|one| self.problem(one)).collect()
    }

    fn problem(&self, found: &SourceDiagnostic) -> Problem {
        let traced = found.trace.iter().map(|point| DiagSpan::from(point.span));
        let spans = std::iter::once(found.span).chain(traced);
        let places = spans.filter_map(|span| self.place(span));
        Problem {
            places: places.collect(),
            message: found.message.to_string(),
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }

    /// Path and line of a span.
    fn place(&self, span: DiagSpan) -> Option<(String, usize)> {
        let id = span.id()?;
        let source = self.source(id).ok()?;
        let range = self.range(span)?;
        let line = source.lines().byte_to_line(range.start)?;
        Some((id.get().vpath().get_with_slash().to_owned(), line))
    }
}
