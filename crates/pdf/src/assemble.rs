//! The sheets of one PDF: cover, imprint, contents, parts, chapters, key, index.
//!
//! [`assemble`] is the entry point. Chapters that share pages share a sheet, and Typst lays sheets
//! out side by side. Invariants: headings begin at level 1 and skip none; the same book gives the
//! same sheets in the same order.

use crate::book::{Chapter, Chapters};
use crate::emit::literal::exact;
use crate::emit::{Emitter, Shared, Sheet, any_quiz};
use crate::imprint::Edition;
use crate::index;
use rayon::prelude::*;
use std::fmt::Write;

/// What a PDF says of itself.
#[derive(Debug, Default)]
pub(crate) struct Title {
    /// The book's title.
    pub(crate) title: String,
    /// The part or chapter that this PDF is, if it is not the whole.
    pub(crate) subtitle: String,
    /// What the book is about.
    pub(crate) description: String,
    /// Who wrote it.
    pub(crate) authors: Vec<String>,
    /// The language's code, as in `book.toml`.
    pub(crate) language: String,
    /// Which edition it is.
    pub(crate) edition: Edition,
    /// Families of the author's own fonts.
    pub(crate) families: Vec<String>,
}

/// The generated files of a PDF.
pub(crate) struct Assembled {
    /// The chapters and what follows them.
    pub(crate) sheets: Vec<Sheet>,
    /// Where Typst begins.
    pub(crate) main: String,
    /// What the template needs to know.
    pub(crate) config: String,
}

impl Assembled {
    /// Whether a sheet shows a picture.
    pub(crate) fn has_pictures(&self) -> bool {
        self.sheets.iter().any(|sheet| !sheet.pictures.is_empty())
    }
}

/// Chapters that stand on pages of their own.
#[derive(Debug, PartialEq, Eq)]
enum Run {
    /// The page that opens a part, with the chapters that follow.
    Part { part: usize, chapters: Vec<usize> },
    /// A chapter, and those that follow it without a new page.
    Chapters(Vec<usize>),
    /// Answers of quizzes.
    Key,
}

/// Below the level of their chapter, chapters of on average as many bytes begin on a new page.
const LONG: usize = 15_000;

/// The sheets of a PDF of the `chosen` chapters.
pub(crate) fn assemble(shared: &Shared<'_>, chosen: &[usize], title: &Title) -> Assembled {
    let plan = Plan::of(shared.book, chosen);
    let mut runs = plan.runs(shared.book, chosen);
    if shared.options.has_answer_key() && any_quiz(shared.book, chosen) {
        runs.push(Run::Key);
    }
    let first_main = runs.iter().position(|run| !plan.is_front(run));
    let mut sheets: Vec<Sheet> = runs
        .par_iter()
        .enumerate()
        .map(|(number, run)| {
            let restarts = first_main == Some(number);
            sheet(shared, &plan, number, run, restarts, (chosen, title))
        })
        .collect();
    sheets.extend(index::sheet(shared, chosen, &sheets));
    Assembled {
        main: main(shared, &sheets, title),
        config: config(shared, chosen, title),
        sheets,
    }
}

/// How the chapters of a PDF stand to each other.
struct Plan {
    /// Whether parts get pages of their own, and chapters stand below them.
    has_parts: bool,
    /// The least depth of the chapters.
    depth: usize,
    /// Whether chapters within chapters begin on new pages.
    breaks: bool,
    /// The chapters before the numbered ones, which have Roman page numbers.
    front: Vec<usize>,
}

impl Plan {
    fn of(book: &Chapters, chosen: &[usize]) -> Plan {
        let chapters = || chosen.iter().filter_map(|&place| book.all.get(place));
        let inner: Vec<usize> = chapters()
            .filter(|chapter| chapter.depth > 0)
            .map(|chapter| chapter.markdown.len())
            .collect();
        let has_numbers = chapters().any(|chapter| !chapter.number.is_empty());
        let is_before = |place: &usize| {
            let chapter = book.all.get(*place);
            chapter.is_some_and(|chapter| chapter.number.is_empty() && chapter.part.is_none())
        };
        let front = chosen.iter().copied().take_while(is_before);
        Plan {
            has_parts: chosen.len() > 1 && chapters().any(|chapter| chapter.part.is_some()),
            depth: chapters().map(|chapter| chapter.depth).min().unwrap_or(0),
            breaks: !inner.is_empty() && inner.iter().sum::<usize>() / inner.len() > LONG,
            front: if has_numbers {
                front.collect()
            } else {
                Vec::new()
            },
        }
    }

    fn runs(&self, book: &Chapters, chosen: &[usize]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (index, &place) in chosen.iter().enumerate() {
            let Some(chapter) = book.all.get(place) else {
                continue;
            };
            if let Some(part) = book.opens_part(chosen, index).filter(|_| self.has_parts) {
                let own = |place: &usize| {
                    let chapter = book.all.get(*place);
                    chapter.is_some_and(|chapter| chapter.part == Some(part))
                };
                let chapters = chosen.get(index..).unwrap_or_default().iter();
                runs.push(Run::Part {
                    part,
                    chapters: chapters.copied().take_while(own).collect(),
                });
            }
            let is_new =
                chapter.depth <= self.depth || (self.breaks && chapter.depth == self.depth + 1);
            match runs.last_mut() {
                Some(Run::Chapters(run)) if !is_new => run.push(place),
                _ => runs.push(Run::Chapters(vec![place])),
            }
        }
        runs
    }

    fn is_front(&self, run: &Run) -> bool {
        match run {
            Run::Chapters(chapters) => chapters.iter().all(|place| self.front.contains(place)),
            Run::Part { .. } | Run::Key => false,
        }
    }

    /// The level of a chapter's heading.
    fn level(&self, chapter: &Chapter) -> u8 {
        let below_part = usize::from(self.has_parts && chapter.part.is_some());
        let level = 1 + below_part + chapter.depth.saturating_sub(self.depth);
        u8::try_from(level.min(6)).unwrap_or(6)
    }
}

fn sheet(
    shared: &Shared<'_>,
    plan: &Plan,
    number: usize,
    run: &Run,
    restarts: bool,
    (chosen, title): (&[usize], &Title),
) -> Sheet {
    let mut emitter = Emitter::new(shared, format!("/sheet-{number:04}.typ"));
    let pattern = if plan.is_front(run) { "i" } else { "1" };
    match run {
        Run::Part { part, chapters } => {
            let name = format!("part-{part}");
            emitter.code("part(");
            emitter.name(&name);
            emitter.code(", ");
            emitter.text(shared.book.parts.get(*part).map_or("", String::as_str));
            emitter.code(&format!(", \"{pattern}\", {restarts}, ("));
            for &place in chapters {
                if let Some(chapter) = shared.book.all.get(place) {
                    emitter.code("(");
                    emitter.name(&format!("{place}#"));
                    emitter.code(", ");
                    emitter.text(&chapter.number);
                    emitter.code(", ");
                    emitter.text(&chapter.name);
                    emitter.code("),");
                }
            }
            emitter.code("))");
        }
        Run::Chapters(chapters) => {
            let first = chapters
                .first()
                .and_then(|&place| shared.book.all.get(place));
            let level = first.map_or(1, |chapter| plan.level(chapter));
            let part = first.and_then(|chapter| shared.book.parts.get(chapter.part?));
            let left = part.unwrap_or(&title.title);
            let right = first.map_or_else(String::new, named);
            let opening = chapters.first().map(|place| format!("{place}#"));
            let page = Running {
                pattern,
                opening: opening.as_deref(),
                left,
                right: &right,
            };
            open(&mut emitter, level, &page, restarts);
            for &place in chapters {
                let chapter = shared.book.all.get(place);
                emitter.chapter(place, chapter.map_or(1, |chapter| plan.level(chapter)));
            }
            emitter.code("})");
        }
        Run::Key => {
            let words = shared.say("answer_key", &[]);
            let page = Running {
                pattern,
                opening: None,
                left: &title.title,
                right: &words,
            };
            open(&mut emitter, 1, &page, restarts);
            emitter.answer_key(chosen);
            emitter.code("})");
        }
    }
    emitter.finish()
}

/// `1.2 Name`.
fn named(chapter: &Chapter) -> String {
    match chapter.number.as_str() {
        "" => chapter.name.clone(),
        number => format!("{number} {}", chapter.name),
    }
}

/// What stands above and below the text of a run of pages.
pub(crate) struct Running<'a> {
    /// How pages are numbered: `1` or `i`.
    pub(crate) pattern: &'a str,
    /// The label of the heading that opens the run; there is no running head above that.
    pub(crate) opening: Option<&'a str>,
    /// The running head of left-hand pages.
    pub(crate) left: &'a str,
    /// That of right-hand pages.
    pub(crate) right: &'a str,
}

/// Begins a run of pages: what opens here ends with `})`.
pub(crate) fn open(emitter: &mut Emitter<'_>, level: u8, page: &Running<'_>, restarts: bool) {
    emitter.code(&format!("chapters({level}, \"{}\", ", page.pattern));
    emitter.label(page.opening);
    emitter.code(", ");
    emitter.text(page.left);
    emitter.code(", ");
    emitter.text(page.right);
    emitter.code(", {");
    if restarts {
        emitter.code("restart();");
    }
}

fn main(shared: &Shared<'_>, sheets: &[Sheet], title: &Title) -> String {
    let mut main = String::from("#import \"/template.typ\": *\n#show: book\n#cover()\n#imprint((");
    for line in imprint_lines(shared, title) {
        let _ = write!(main, "{},", plain(shared, &line));
    }
    let contents = exact(&shared.say("contents", &[]));
    let _ = writeln!(main, "))\n#contents({contents}, 3)");
    for sheet in sheets {
        let _ = writeln!(main, "#include {}", exact(&sheet.path));
    }
    main
}

/// What stands on the back of the cover.
fn imprint_lines(shared: &Shared<'_>, title: &Title) -> Vec<String> {
    let edition = &title.edition;
    let mut lines = vec![title.title.clone()];
    lines.extend(Some(title.authors.join(", ")).filter(|authors| !authors.is_empty()));
    lines.extend(
        edition
            .version
            .as_deref()
            .map(|version| shared.say("pdf_version", &[("version", version)])),
    );
    lines.extend(
        edition
            .day
            .map(|day| shared.say("pdf_date", &[("date", &iso(day))])),
    );
    lines.extend(
        edition
            .commit
            .as_deref()
            .map(|commit| shared.say("pdf_commit", &[("commit", commit)])),
    );
    lines.extend(shared.options.imprint.clone());
    lines.push(shared.say("pdf_made", &[]));
    lines
}

fn iso((year, month, day): (i32, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// A literal of a text that may hold letters without a face. These are the author's settings, which
/// have no place in a chapter to report.
fn plain(shared: &Shared<'_>, text: &str) -> String {
    let mut missing = std::collections::BTreeSet::new();
    crate::emit::literal::literal(text, shared.coverage, &mut missing)
}

fn config(shared: &Shared<'_>, chosen: &[usize], title: &Title) -> String {
    let measures = shared.measures;
    let text = |text: &str| plain(shared, text);
    let list = |texts: &[String]| {
        let texts: Vec<_> = texts.iter().map(|one| format!("{},", text(one))).collect();
        format!("({})", texts.concat())
    };
    let mut tags: Vec<String> = chosen
        .iter()
        .filter_map(|&place| shared.book.all.get(place))
        .flat_map(|chapter| chapter.tags.clone())
        .collect();
    tags.sort();
    tags.dedup();
    let (language, region) = language(&title.language);
    let edition = &title.edition;
    let date = match edition.day {
        Some((year, month, day)) => format!("datetime(year: {year}, month: {month}, day: {day})"),
        None => "none".to_owned(),
    };
    let shown = [
        edition
            .version
            .as_deref()
            .map(|version| shared.say("pdf_version", &[("version", version)])),
        edition.day.map(iso),
    ];
    let shown: Vec<_> = shown.into_iter().flatten().collect();
    let point = |length: f64| format!("{length:.3}pt");
    let entries = [
        ("title", text(&title.title)),
        ("subtitle", text(&title.subtitle)),
        ("description", text(&title.description)),
        ("authors", list(&title.authors)),
        ("keywords", list(&tags)),
        ("edition", text(&shown.join(" · "))),
        ("date", date),
        ("language", exact(language)),
        ("region", region.map_or_else(|| "none".to_owned(), exact)),
        ("families", list(&title.families)),
        ("two-sided", shared.options.two_sided.to_string()),
        ("width", point(measures.width)),
        ("height", point(measures.height)),
        ("inside", point(measures.inside)),
        ("outside", point(measures.outside)),
        ("top", point(measures.top)),
        ("bottom", point(measures.bottom)),
        ("text-size", point(measures.text_size)),
        ("code-size", point(measures.code_size)),
        ("code-inset", point(crate::options::CODE_INSET)),
        ("tallest", point(measures.text_height() * 0.75)),
    ];
    let mut config = String::from("#let config = (\n");
    for (key, value) in entries {
        let _ = writeln!(config, "{key}: {value},");
    }
    let words = ["page", "chapter", "answer"];
    config.push_str("words: (");
    for (word, key) in words
        .into_iter()
        .zip(["pdf_page", "pdf_chapter", "quiz_to_key"])
    {
        let _ = write!(config, "{word}: {},", text(&shared.say(key, &[])));
    }
    config.push_str("),\n)\n");
    config
}

/// The language and region of `en-GB`. What Typst would refuse counts as English.
fn language(code: &str) -> (&str, Option<&str>) {
    let mut parts = code.split(['-', '_']);
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let language = parts.next().unwrap_or_default();
    let is_language = matches!(language.len(), 2 | 3) && letters(language);
    let region = parts.find(|part| part.len() == 2 && letters(part));
    match is_language {
        true => (language, region),
        false => ("en", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_those_that_typst_takes() {
        assert_eq!(language("en"), ("en", None));
        assert_eq!(language("zh-Hant-TW"), ("zh", Some("TW")));
        assert_eq!(language(""), ("en", None));
        assert_eq!(language("x\"y"), ("en", None));
    }
}
