//! Weighs pages with all that they load.
//!
//! [`Scales::weigh`] is the entry point. Invariant: a file counts once for a page, however often
//! the page and its style sheets name it.

use super::super::references;
use super::styles;
use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The kind of the pages that are made for the learner.
pub(super) const LEARNERS: &str = "learner's page";

/// The scripts that are the learner runtime. The ids of a page's items are not: they are the book's.
const RUNTIME: [&str; 3] = ["progress", "quiz", GRADER];
/// The part of it that comes when a question is first answered.
const GRADER: &str = "grader";

/// A page and what it loads.
#[derive(Debug, Default)]
pub(in super::super) struct Page {
    pub(in super::super) path: String,
    /// Characters of text between the tags of the page's main part.
    pub(in super::super) text: usize,
    pub(in super::super) kind: String,
    pub(in super::super) html: usize,
    pub(in super::super) styles: usize,
    pub(in super::super) scripts: usize,
    pub(in super::super) others: usize,
    pub(in super::super) requests: usize,
    /// The scripts of the learner runtime, with the grader that comes when a question is answered.
    pub(in super::super) runtime: usize,
    /// What quizzes and progress are of the style sheet.
    pub(in super::super) runtime_styles: usize,
    pub(in super::super) has_quiz: bool,
    /// The files that are counted already.
    loaded: Vec<PathBuf>,
    /// The theme's style sheet.
    sheet: Option<PathBuf>,
    pub(in super::super) outside: Vec<String>,
    pub(in super::super) missing: Vec<String>,
}

impl Page {
    pub(in super::super) fn total(&self) -> usize {
        self.html + self.styles + self.scripts + self.others
    }
}

/// Weighs the files of a site, each once.
pub(in super::super) struct Scales<'a> {
    site: &'a Path,
    sizes: BTreeMap<PathBuf, usize>,
    /// What the runtime has of a sheet, on a page with a quiz or without.
    shares: BTreeMap<(PathBuf, bool), usize>,
}

impl<'a> Scales<'a> {
    /// Scales for this site.
    pub(in super::super) fn new(site: &'a Path) -> Scales<'a> {
        Scales {
            site,
            sizes: BTreeMap::new(),
            shares: BTreeMap::new(),
        }
    }

    /// The name and weight of a script of the site's root.
    pub(in super::super) fn asset(&mut self, stem: &str) -> Result<Option<(String, usize)>> {
        let files = self
            .site
            .read_dir()
            .with_context(|| format!("cannot read `{}`", self.site.display()))?;
        let mut assets = files.flatten().map(|file| file.path());
        let Some(path) = assets.find(|path| is_asset(&name(path), stem)) else {
            return Ok(None);
        };
        Ok(Some((name(&path), self.size(&path)?)))
    }

    /// The weights of all scripts of that name, the heaviest first.
    pub(in super::super) fn assets(&mut self, stem: &str) -> Result<Vec<usize>> {
        let files = self
            .site
            .read_dir()
            .with_context(|| format!("cannot read `{}`", self.site.display()))?;
        let assets = files.flatten().map(|file| file.path());
        let assets: Vec<PathBuf> = assets.filter(|path| is_asset(&name(path), stem)).collect();
        let sizes = assets.iter().map(|path| self.size(path));
        let mut sizes = sizes.collect::<Result<Vec<usize>>>()?;
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        Ok(sizes)
    }

    /// The weight of a file of the site's root; nothing if it is not there.
    pub(in super::super) fn file(&mut self, name: &str) -> Result<Option<usize>> {
        let path = self.site.join(name);
        if path.is_file() {
            self.size(&path).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A page with all that it loads; nothing for a page that only leads to another.
    pub(in super::super) fn weigh(&mut self, path: &Path) -> Result<Option<Page>> {
        let html = read(path)?;
        if references::is_redirect(&html) {
            return Ok(None);
        }
        let name = path
            .strip_prefix(self.site)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let mut page = Page {
            path: name,
            text: references::text_length(&html),
            html: gzipped(html.as_bytes())?,
            requests: 1,
            ..Page::default()
        };
        let root =
            references::root_attribute(&html, "data-root").filter(|root| root.starts_with('/'));
        for url in references::of_page(&html) {
            match self.resolve(path, root.as_deref(), &url) {
                Some(file) => self.load(&mut page, &url, &file)?,
                None => page.outside.push(url),
            }
        }
        if page.runtime > 0 {
            page.runtime += self.grader(&page)?;
            page.runtime_styles = self.styles_of_runtime(&page)?;
        }
        page.kind = kind(&page, references::has_class(&html, "diagram-figure"));
        Ok(Some(page))
    }

    /// The grader, which a page with a quiz loads later.
    fn grader(&mut self, page: &Page) -> Result<usize> {
        let loaded = page.loaded.iter().any(|path| is_asset(&name(path), GRADER));
        if !page.has_quiz || loaded {
            return Ok(0);
        }
        Ok(self.asset(GRADER)?.map_or(0, |(_, size)| size))
    }

    fn styles_of_runtime(&mut self, page: &Page) -> Result<usize> {
        let Some(sheet) = &page.sheet else {
            return Ok(0);
        };
        let known = (sheet.clone(), page.has_quiz);
        if let Some(share) = self.shares.get(&known) {
            return Ok(*share);
        }
        let quiz = styles::QUIZ.iter().filter(|_| page.has_quiz);
        let parts: Vec<&str> = quiz.chain([&styles::PROGRESS]).copied().collect();
        let share = styles::share(&read(sheet)?, &parts)?;
        self.shares.insert(known, share);
        Ok(share)
    }

    /// The file that a URL names; nothing for one of another host.
    fn resolve(&self, from: &Path, root: Option<&str>, url: &str) -> Option<PathBuf> {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        if path.starts_with("//")
            || path
                .split('/')
                .next()
                .is_some_and(|start| start.contains(':'))
        {
            return None;
        }
        if let Some(inside) = root.and_then(|root| path.strip_prefix(root)) {
            return Some(self.site.join(inside));
        }
        Some(from.parent().unwrap_or(self.site).join(path))
    }

    fn load(&mut self, page: &mut Page, url: &str, file: &Path) -> Result<()> {
        if !file.is_file() {
            page.missing.push(url.to_owned());
            return Ok(());
        }
        if page.loaded.iter().any(|loaded| loaded == file) {
            return Ok(());
        }
        page.loaded.push(file.to_owned());
        let size = self.size(file)?;
        page.requests += 1;
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("js") => page.scripts += size,
            Some("css") => {
                page.styles += size;
                if is_sheet(&name(file)) {
                    page.sheet = Some(file.to_owned());
                }
                for url in references::of_style(&read(file)?) {
                    match self.resolve(file, None, &url) {
                        Some(file) => self.load(page, &url, &file)?,
                        None => page.outside.push(url),
                    }
                }
            }
            _ => page.others += size,
        }
        let script = file.file_name().unwrap_or_default().to_string_lossy();
        page.has_quiz |= is_asset(&script, "quiz");
        if RUNTIME.iter().any(|stem| is_asset(&script, stem)) {
            page.runtime += size;
        }
        Ok(())
    }

    fn size(&mut self, file: &Path) -> Result<usize> {
        if let Some(size) = self.sizes.get(file) {
            return Ok(*size);
        }
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let size = gzipped(&bytes)?;
        self.sizes.insert(file.to_owned(), size);
        Ok(size)
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Whether this is the script of that name with the hash of its content: `quiz-3f9a2c1b.js`.
fn is_asset(file: &str, stem: &str) -> bool {
    let hash = file
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_prefix('-'))
        .and_then(|rest| rest.strip_suffix(".js"));
    hash.is_some_and(|hash| !hash.is_empty() && hash.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// Whether this is the theme's style sheet: `coursebook-3f9a2c1b.css`.
fn is_sheet(file: &str) -> bool {
    file.starts_with("coursebook-") && file.ends_with(".css")
}

fn kind(page: &Page, has_diagram: bool) -> String {
    let base = match page.path.as_str() {
        "index.html" => "front page",
        "toc.html" => "contents",
        "404.html" => "not found",
        "print.html" | "whole-book.html" => "whole book",
        "offline.html" | "privacy.html" => "about the site",
        "review.html" | "questions.html" | "progress.html" => LEARNERS,
        _ => "chapter",
    };
    let with = match (page.has_quiz, has_diagram) {
        (true, true) => " with quiz and diagram",
        (true, false) => " with quiz",
        (false, true) => " with diagram",
        (false, false) => "",
    };
    format!("{base}{with}")
}

pub(super) fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::super::PAGE_BYTES;
    use super::*;

    /// A site of one page with these files beside it, in a folder of its own.
    fn weighed(test: &str, page: &str, files: &[(&str, &[u8])]) -> Page {
        let site = std::env::temp_dir().join(format!("xtask-page-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("a.html"), page).unwrap();
        for (name, content) in files {
            std::fs::write(site.join(name), content).unwrap();
        }
        let page = Scales::new(&site).weigh(&site.join("a.html"));
        std::fs::remove_dir_all(&site).unwrap();
        page.unwrap().unwrap()
    }

    /// Bytes that gzip cannot shorten.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn scripts_styles_and_what_styles_load_are_counted() {
        let html = "<link rel=stylesheet href=s.css><script src=progress-0a.js></script><script src=quiz-0b.js></script>";
        let files: [(&str, &[u8]); 4] = [
            ("s.css", b"a{src:url(f.woff2)}"),
            ("f.woff2", &noise(900)),
            ("progress-0a.js", b"1"),
            ("quiz-0b.js", b"2"),
        ];
        let page = weighed("counted", html, &files);
        assert_eq!(
            (page.requests, page.has_quiz, page.kind.as_str()),
            (5, true, "chapter with quiz")
        );
        assert!(page.others > 900 && page.runtime == page.scripts && page.styles > 0);
        assert_eq!(page.broken(), [""; 0]);
    }

    #[test]
    fn each_budget_can_be_broken() {
        let big = noise(PAGE_BYTES + 1);
        let heavy = weighed(
            "heavy",
            "<script src=progress-0a.js></script>",
            &[("progress-0a.js", &big)],
        );
        assert_eq!(heavy.broken().len(), 2, "{:?}", heavy.broken());
        let outside = weighed(
            "outside",
            "<script src=https://cdn.example/a.js></script><img src=//b.example/b.png>",
            &[],
        );
        assert_eq!(outside.broken().len(), 2, "{:?}", outside.broken());
        let missing = weighed("missing", "<script src=gone.js></script>", &[]);
        assert_eq!(missing.broken(), ["a.html: there is no file gone.js"]);
    }

    #[test]
    fn paths_from_the_root_start_at_the_site() {
        let page = weighed(
            "root",
            "<html data-root=/course/><script src=/course/a.js></script>",
            &[("a.js", b"1")],
        );
        assert_eq!((page.requests, page.missing.len()), (2, 0));
    }

    #[test]
    fn only_hashed_names_are_assets() {
        assert!(is_asset("quiz-3f9a2c1b.js", "quiz"));
        assert!(!is_asset("quiz-author.js", "quiz") && !is_asset("search-index-0a.js", "search"));
    }
}
