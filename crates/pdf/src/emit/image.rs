//! Pictures: files of the book, SVG in the text, diagrams.
//!
//! Invariant: only a file inside the book is read; what cannot be shown leaves its description in
//! its place, and is reported.

use super::Emitter;
use crate::tree::{Diagram, Image, ImageSource, Inline, Width};
use crate::typeset::picture;
use coursebook_preprocessors::link::{LinkMap, Target, View, url_path};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The largest picture that is read: 64 MiB.
const MAX_PICTURE: u64 = 64 << 20;
/// Of the height of a page's text, the most that a picture may take.
const TALLEST: f64 = 0.82;
/// A CSS pixel is three quarters of a point.
const PIXEL: f64 = 0.75;
/// A taller diagram is shrunk to this part of the page as long as its letters stay
/// [`GOOD_LETTERS`], because the page before one that does not fit stays empty below.
const TALL: f64 = 0.42;
const GOOD_LETTERS: f64 = 7.5;
/// A diagram that takes more than this part of the page may float.
const LARGE: f64 = 0.25;
/// On narrower pages, in points, nothing floats: they hold little more than one diagram.
const NARROW: f64 = 300.0;
/// Letters of diagrams that are smaller than this (in points) cannot be read.
const LEAST_LETTERS: f64 = 6.0;

/// Where a diagram stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Where it is written.
    Here,
    /// If it is large, at the head or foot of this page or the next, so that the text behind it
    /// fills the page.
    Floats,
}

impl Emitter<'_> {
    /// A picture that stands alone.
    pub(super) fn block_image(&mut self, image: &Image) {
        self.image(image, "picture");
    }

    /// A picture in a line of text.
    pub(super) fn inline_image(&mut self, image: &Image) {
        self.image(image, "inline-picture");
    }

    fn image(&mut self, image: &Image, function: &str) {
        if self.shared.without_pictures {
            return self.no_picture(image);
        }
        let path = match self.load(image) {
            Ok(path) => path,
            Err((message, help)) => {
                self.remark("pdf-image", &image.at, message, help);
                return self.no_picture(image);
            }
        };
        let alt = self.alternative(image);
        self.code(function);
        self.code("(");
        self.name(&path);
        self.code(", ");
        match alt.as_deref() {
            Some(alt) => self.text(alt),
            None => self.code("none"),
        }
        self.code(", ");
        match image.width {
            Some(Width::Pixels(pixels)) => {
                let width = f64::from(pixels) * PIXEL;
                self.code(&format!("{width}pt"));
            }
            Some(Width::Percent(percent)) => self.code(&format!("{percent}%")),
            None => self.code("auto"),
        }
        self.code(")");
    }

    /// The description for who cannot see it; `None` if the picture means nothing. PDF/UA wants
    /// one of the two.
    fn alternative(&mut self, image: &Image) -> Option<String> {
        match &image.alt {
            Some(alt) if alt.is_empty() => None,
            Some(alt) => Some(alt.clone()),
            None => {
                let message = "this picture has no description".to_owned();
                let help = "write alt=\"…\"; alt=\"\" if it is decoration";
                self.remark("pdf-alt", &image.at, message, help);
                Some(name_of(image))
            }
        }
    }

    /// What stands in the place of a picture that is not there.
    fn no_picture(&mut self, image: &Image) {
        let alt = image.alt.clone().filter(|alt| !alt.is_empty());
        let alt = alt.unwrap_or_else(|| name_of(image));
        let word = self.shared.say("pdf_image", &[("alt", &alt)]);
        let destination = match &image.source {
            ImageSource::Link(link) if link.contains("://") => {
                let chapter = self.shared.book.all.get(self.chapter);
                chapter.map(|chapter| self.shared.links.resolve(link, chapter))
            }
            _ => None,
        };
        let text = [Inline::Text(word)];
        self.code("no-picture(");
        match destination {
            Some(destination) => self.led(&destination, &image.at, &text),
            None => self.inlines(&text),
        }
        self.code(")");
    }

    /// Puts the picture among the generated files, and gives its path there.
    fn load(&mut self, image: &Image) -> Result<String, (String, &'static str)> {
        const PATHS: &str = "paths are relative to the chapter";
        let link = match &image.source {
            ImageSource::Svg(svg) => {
                let path = self.new_path("svg");
                let bytes = svg.clone().into_bytes();
                picture::check(&bytes, "svg").map_err(|reason| {
                    let message = format!("this SVG cannot be printed: {reason}");
                    (message, "make it one that stands alone")
                })?;
                self.sheet.pictures.insert(path.clone(), bytes);
                return Ok(path);
            }
            ImageSource::Link(link) => link,
        };
        let file = self.file(link)?;
        let format = format_of(&file).ok_or_else(|| {
            let message = format!("`{link}` is no picture that can be printed");
            (message, "PNG, JPEG, GIF, WebP and SVG are")
        })?;
        let session = self.shared.session;
        let real = session
            .locate(&session.src.join(&file))
            .map_err(|error| (error.to_string(), PATHS))?;
        let size = real.metadata().map_or(0, |meta| meta.len());
        if size > MAX_PICTURE {
            let message = format!("`{link}` is larger than 64 MiB");
            return Err((message, "make it smaller"));
        }
        let bytes = std::fs::read(&real)
            .map_err(|error| (format!("`{link}` cannot be read: {error}"), PATHS))?;
        picture::check(&bytes, format).map_err(|reason| {
            let message = format!("`{link}` cannot be printed: {reason}");
            (
                message,
                "save it anew in one of the formats PNG, JPEG, GIF, WebP and SVG",
            )
        })?;
        // One file is kept once, however often it is shown.
        let path = format!("/file/{}.{format}", url_path(&file));
        self.sheet.pictures.insert(path.clone(), bytes);
        Ok(path)
    }

    /// The file of the content folder that a link means.
    fn file(&self, link: &str) -> Result<PathBuf, (String, &'static str)> {
        let chapter = self.shared.book.all.get(self.chapter);
        let source = chapter.map_or(Path::new(""), |chapter| chapter.source.as_path());
        let view = View::Page(Path::new("index.html"));
        match LinkMap::default().resolve(link, source, view).target {
            Target::File(path) => Ok(path),
            Target::Outside => {
                let message = format!("`{link}` leaves the book");
                Err((message, "put the picture below the content folder"))
            }
            Target::External => {
                let message = format!("`{link}` is not in the book, and nothing is fetched");
                Err((message, "put the picture below the content folder"))
            }
            Target::Page { .. } => {
                let message = format!("`{link}` is no picture");
                Err((message, "give the path of one, relative to the chapter"))
            }
        }
    }

    fn new_path(&self, extension: &str) -> String {
        let sheet = self
            .sheet
            .path
            .trim_start_matches('/')
            .trim_end_matches(".typ");
        let number = self.sheet.pictures.len();
        format!("/made/{sheet}-{number}.{extension}")
    }

    /// A diagram with its caption. One whose letters would be too small lies on its side, if they
    /// are larger then.
    pub(super) fn diagram(&mut self, diagram: &Diagram, at: &Range<usize>, stand: Stand) {
        let alt = match diagram.description.as_str() {
            "" => diagram.title.as_str(),
            description => description,
        };
        let checked = picture::check(diagram.svg.as_bytes(), "svg");
        if self.shared.without_pictures || checked.is_err() {
            if let Err(reason) = checked {
                let message = format!("this diagram cannot be printed: {reason}");
                self.remark(
                    "pdf-image",
                    at,
                    message,
                    "its description is printed instead",
                );
            }
            let word = self.shared.say("pdf_image", &[("alt", alt)]);
            self.code("no-picture(");
            self.text(&word);
            return self.code(")");
        }
        let path = self.new_path("svg");
        self.sheet
            .pictures
            .insert(path.clone(), diagram.svg.clone().into_bytes());
        let measures = self.shared.measures;
        let (width, height) = (
            f64::from(diagram.width) * PIXEL,
            f64::from(diagram.height) * PIXEL,
        );
        let tallest = measures.text_height() * TALLEST;
        let upright = (measures.text_width() / width)
            .min(tallest / height)
            .min(1.0);
        let lying = (tallest / width)
            .min(measures.text_width() / height)
            .min(1.0);
        let letters = f64::from(diagram.letters) / 10.0 * PIXEL;
        let lower = (measures.text_height() * TALL / height).max(GOOD_LETTERS / letters.max(0.1));
        let upright = upright.min(lower);
        let turns = letters * upright < LEAST_LETTERS && lying > upright * 1.2;
        let scale = if turns { lying } else { upright };
        if letters * scale < LEAST_LETTERS * 0.8 {
            let message = format!(
                "on this paper the letters of this picture are {:.1} points high",
                letters * scale
            );
            let help = "let it run downwards, shorten its labels, or split it";
            self.remark("pdf-small", at, message, help);
        }
        let shown = scale * if turns { width } else { height };
        let is_large = shown > measures.text_height() * LARGE && measures.width >= NARROW;
        self.code(match stand {
            Stand::Floats if is_large => "floating-diagram(",
            Stand::Floats | Stand::Here => "diagram(",
        });
        self.name(&path);
        self.code(", ");
        self.text(if alt.is_empty() { "—" } else { alt });
        self.code(&format!(", {:.2}pt, {turns}, ", width * scale));
        self.text(&diagram.title);
        self.code(")");
    }
}

/// What a picture is called where nobody has described it.
fn name_of(image: &Image) -> String {
    match &image.source {
        ImageSource::Link(link) => {
            let name = link.rsplit('/').next().unwrap_or_default();
            name.split(['?', '#']).next().unwrap_or_default().to_owned()
        }
        ImageSource::Svg(_) => "SVG".to_owned(),
    }
}

/// The format that a file's name tells.
fn format_of(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "png" => Some("png"),
        "jpg" | "jpeg" => Some("jpg"),
        "gif" => Some("gif"),
        "webp" => Some("webp"),
        "svg" => Some("svg"),
        _ => None,
    }
}
