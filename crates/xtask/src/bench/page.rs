//! `cargo xtask bench page`: what each page of a built site loads.
//!
//! [`run`] prints the table, [`is_within_budget`] is the same as a step of the tests. Sizes are
//! those of gzip -6 in units of 1,000 bytes; they depend on nothing but the site, so that a test
//! may rest on them. Invariant: a file that is named and is not there breaks the budget as a heavy
//! one does.

use super::{references, table};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const PAGE_BYTES: usize = 60_000;
const REQUESTS: usize = 10;
/// The learner runtime on a page without a quiz.
const PROGRESS_BYTES: usize = 18_000;
/// The learner runtime on a page with one.
const QUIZ_BYTES: usize = 35_000;
/// What the first search of a book of 213,000 words loads.
const SEARCH_BYTES: usize = 350_000;

/// Prints the table; fails if a budget is broken.
pub(crate) fn run(site: &Path) -> Result<ExitCode> {
    Ok(if is_within_budget(site)? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the table and says whether all pages keep their budgets.
pub(crate) fn is_within_budget(site: &Path) -> Result<bool> {
    let mut scales = Scales {
        site,
        sizes: BTreeMap::new(),
    };
    let mut pages = Vec::new();
    for path in html_files(site)? {
        pages.extend(scales.weigh(&path)?);
    }
    if pages.is_empty() {
        bail!(
            "there are no pages in `{}`; build the book first: cargo xtask book",
            site.display()
        );
    }
    print(&pages);
    let mut broken: Vec<String> = pages.iter().flat_map(Page::broken).collect();
    broken.extend(scales.search_index()?);
    for line in &broken {
        println!("OVER: {line}");
    }
    Ok(broken.is_empty())
}

/// A page and what it loads.
#[derive(Debug, Default)]
struct Page {
    path: String,
    kind: String,
    html: usize,
    styles: usize,
    scripts: usize,
    others: usize,
    requests: usize,
    /// Of the scripts, those that are the learner runtime.
    runtime: usize,
    has_quiz: bool,
    /// The files that are counted already.
    loaded: Vec<PathBuf>,
    outside: Vec<String>,
    missing: Vec<String>,
}

impl Page {
    fn total(&self) -> usize {
        self.html + self.styles + self.scripts + self.others
    }

    fn runtime_budget(&self) -> usize {
        if self.has_quiz {
            QUIZ_BYTES
        } else {
            PROGRESS_BYTES
        }
    }

    /// Which budgets the page breaks.
    fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mut limit = |what: &str, value: usize, budget: usize| {
            if value > budget {
                broken.push(format!("{}: {what}: {value}, budget {budget}", self.path));
            }
        };
        limit("bytes in all", self.total(), PAGE_BYTES);
        limit("bytes of the runtime", self.runtime, self.runtime_budget());
        limit("requests", self.requests, REQUESTS);
        broken.extend(
            self.outside
                .iter()
                .map(|url| format!("{}: another host: {url}", self.path)),
        );
        broken.extend(
            self.missing
                .iter()
                .map(|url| format!("{}: there is no file {url}", self.path)),
        );
        broken
    }
}

/// Weighs the files of a site, each once.
struct Scales<'a> {
    site: &'a Path,
    sizes: BTreeMap<PathBuf, usize>,
}

impl Scales<'_> {
    /// A page with all that it loads; nothing for a page that only leads to another.
    fn weigh(&mut self, path: &Path) -> Result<Option<Page>> {
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
        page.kind = kind(&page, references::has_class(&html, "diagram-figure"));
        Ok(Some(page))
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
        if is_asset(&script, "quiz") || is_asset(&script, "progress") {
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

    /// The search index, which is loaded when somebody searches; says what it breaks.
    fn search_index(&mut self) -> Result<Option<String>> {
        let files = self
            .site
            .read_dir()
            .with_context(|| format!("cannot read `{}`", self.site.display()))?;
        let mut indices = files.flatten().map(|file| file.path());
        let Some(index) = indices.find(|path| is_asset(&name(path), "search-index")) else {
            return Ok(None);
        };
        let size = self.size(&index)?;
        println!(
            "\nSearch index, at the first search: {} of {} KB",
            kilobytes(size),
            kilobytes(SEARCH_BYTES)
        );
        Ok((size > SEARCH_BYTES)
            .then(|| format!("{}: {size} bytes, budget {SEARCH_BYTES}", name(&index))))
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

fn kind(page: &Page, has_diagram: bool) -> String {
    let base = match page.path.as_str() {
        "index.html" => "front page",
        "toc.html" => "contents",
        "404.html" => "not found",
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

/// Prints the heaviest page of each kind.
fn print(pages: &[Page]) {
    let mut kinds: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        kinds.entry(&page.kind).or_default().push(page);
    }
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .filter_map(|(kind, pages)| row(kind, pages))
        .collect();
    let page_budget = format!("of {}", PAGE_BYTES / 1000);
    let request_budget = format!("requests, of {REQUESTS}");
    let head = [
        "kind",
        "heaviest page",
        "pages",
        "HTML",
        "CSS",
        "scripts",
        "others",
        "KB",
        &page_budget,
        "runtime",
        "of",
        &request_budget,
    ];
    table::print(2, &head, &rows);
}

fn row(kind: &str, pages: &[&Page]) -> Option<Vec<String>> {
    let page = pages.iter().max_by_key(|page| page.total())?;
    let share = page.total() * 100 / PAGE_BYTES;
    Some(vec![
        kind.to_owned(),
        page.path.clone(),
        pages.len().to_string(),
        kilobytes(page.html),
        kilobytes(page.styles),
        kilobytes(page.scripts),
        kilobytes(page.others),
        kilobytes(page.total()),
        format!("{share} %"),
        kilobytes(page.runtime),
        (page.runtime_budget() / 1000).to_string(),
        page.requests.to_string(),
    ])
}

fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// All HTML files of a folder, sorted.
fn html_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(html_files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site of one page with these files beside it, in a folder of its own.
    fn weighed(test: &str, page: &str, files: &[(&str, &[u8])]) -> Page {
        let site = std::env::temp_dir().join(format!("xtask-page-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("a.html"), page).unwrap();
        for (name, content) in files {
            std::fs::write(site.join(name), content).unwrap();
        }
        let page = Scales {
            site: &site,
            sizes: BTreeMap::new(),
        }
        .weigh(&site.join("a.html"));
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
