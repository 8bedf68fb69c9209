//! Joins the theme's files and the runtime into what the browser loads: [`Bundles::new`].
//!
//! Invariant: every script is a classic one that leaves no global name behind but those it means
//! to, so that pages work from disk and under a policy without inline code.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zopfli::{Format, Options};

use crate::emit::hashed_name;
use crate::script::shorten;
use crate::theme::Theme;
use crate::wasm::{Compiler, Runtime};

/// Style sheets that others build upon, first.
const FIRST_STYLES: [&str; 3] = ["base.css", "layout.css", "content.css"];
/// The look of our constructs under the stock mdBook, which has its own page.
const STOCK_ONLY_STYLE: &str = "stock.css";
/// The look of the pages about the learner, which only they load.
const LEARNER_STYLE: &str = "learner.css";
/// The look of the roadmap, which only its page and the print page load.
const ROADMAP_STYLE: &str = "roadmap.css";
const STOCK_STYLES: [&str; 5] = [
    "quiz.css",
    "quizform.css",
    "progress.css",
    "diagram.css",
    STOCK_ONLY_STYLE,
];

/// Around every script: its names are its own.
const OPENING: &str = "(()=>{\"use strict\";\n";
const CLOSING: &str = "\n})();\n";

/// Lets Chromium compile a script whole while it reads it. Otherwise it reads every function twice,
/// the second time when it is called, which on a page of five questions is a third of all time in
/// scripts. To others it is a comment.
const CALLED_ON_LOAD: &str = "//# allFunctionsCalledOnLoad\n";

/// Where the module's letters come in, once everything around them is short.
const LETTERS: &str = "(the letters of the module)";
/// Makes the module of its letters, see [`letters`].
const RUNTIME_BYTES: (&str, &str) = (
    "
const fromBase64=(text)=>Uint8Array.fromBase64?Uint8Array.fromBase64(text):Uint8Array.from(atob(text),(letter)=>letter.charCodeAt());
const runtimeBytes=()=>new Response(new Blob([fromBase64(\"",
    "\")]).stream().pipeThrough(new DecompressionStream(\"deflate-raw\"))).arrayBuffer();
",
);

/// The hand-written parts of `progress.js`, in the order in which they need each other.
const PROGRESS_SCRIPTS: [&str; 7] = [
    "words.js",
    "files.js",
    "notices.js",
    "store.js",
    "items.js",
    "reminders.js",
    "progress.js",
];
/// The grader, which is loaded when a reader first answers.
const GRADER: &str = "grader.js";
const GRADER_SCRIPT: &str = "quiz/grader.js";
/// The parts of `quiz.js`; the last of them begins.
const QUIZ_SCRIPTS: [&str; 14] = [
    "words.js",
    "quiz/words.js",
    "quiz/grading.js",
    "quiz/log.js",
    "quiz/notes.js",
    "quiz/choices.js",
    "quiz/typed.js",
    "quiz/order.js",
    "quiz/filled.js",
    "quiz/free.js",
    "quiz/actions.js",
    "quiz/showing.js",
    "quiz/question.js",
    "quiz/start.js",
];
/// The parts of `page.js`; the last sees to `offline.js`.
const PAGE_SCRIPTS: [&str; 13] = [
    "words.js",
    "texts.js",
    "page/words.js",
    "page/look.js",
    "page.js",
    "page/place.js",
    "page/code.js",
    "page/pictures.js",
    "page/terms.js",
    "page/sidenotes.js",
    "page/marks.js",
    LOST,
    OFFLINE_HOOK,
];
/// The parts of `roadmap.js`, which stands behind the stations of a book.
const ROADMAP_SCRIPTS: [&str; 5] = [
    "words.js",
    "days.js",
    "roadmap/plan.js",
    "roadmap/calendar.js",
    "roadmap/home.js",
];
/// The parts of `learner.js`, for the pages Review, All questions and Progress.
const LEARNER_SCRIPTS: [&str; 17] = [
    "words.js",
    "days.js",
    "files.js",
    "texts.js",
    "learner/words.js",
    "learner/catalogue.js",
    "learner/standing.js",
    "learner/queue.js",
    "learner/asking.js",
    "learner/review.js",
    "learner/list.js",
    "learner/overview.js",
    "learner/planning.js",
    "learner/marks.js",
    "learner/copy.js",
    "learner/copies.js",
    "learner/reset.js",
];
/// The parts of `search.js`, which is loaded when a reader first searches.
const SEARCH_SCRIPTS: [&str; 4] = [
    "search/words.js",
    "search/index.js",
    "search/excerpt.js",
    "search/dialog.js",
];
/// Keeping the whole site in the browser: what each page does for it, what is loaded when there is
/// something to do, and the two service workers, of which a site has one.
const OFFLINE: &str = "offline.js";
const LOST: &str = "search/lost.js";
const OFFLINE_HOOK: &str = "offline/hook.js";
const OFFLINE_SCRIPTS: [&str; 2] = ["words.js", "offline/page.js"];
/// Bringing in a copy where there is no page Progress.
const STOCK_SCRIPTS: [&str; 3] = ["words.js", "learner/copy.js", "stock.js"];

/// After so many attempts at a module of 20 KB, which take a second, nothing gets shorter.
const ITERATIONS: u64 = 200;

/// An asset's name and content.
pub(crate) struct Bundle {
    pub(crate) name: &'static str,
    pub(crate) content: String,
}

/// All assets.
pub(crate) struct Bundles(pub(crate) Vec<Bundle>);

impl Bundles {
    /// Compiles, joins and shortens.
    pub(crate) fn new(theme: &Theme, compiler: &Compiler) -> Result<Self, Box<dyn Error>> {
        let progress = on_load(with_runtime(
            &join_scripts(theme, PROGRESS_SCRIPTS),
            &compiler.build("progress")?,
        )?);
        let grader = with_runtime(theme.script(GRADER_SCRIPT), &compiler.build("quiz")?)?;
        let quiz = on_load(plain(&quiz_script(theme, &hashed_name(GRADER, &grader)))?);
        let offline = plain(&join_scripts(theme, OFFLINE_SCRIPTS))?;
        let page = on_load(plain(&page_script(theme, &hashed_name(OFFLINE, &offline)))?);
        let copies = plain(&join_scripts(theme, STOCK_SCRIPTS))?;
        let stock = [&progress, &grader, &quiz, &copies]
            .map(String::as_str)
            .concat();
        let bundle = |name, content| Bundle { name, content };
        Ok(Self(vec![
            bundle("early.js", plain(theme.script("early.js"))?),
            bundle("roadmap.js", plain(&join_scripts(theme, ROADMAP_SCRIPTS))?),
            bundle("page.js", page),
            bundle(OFFLINE, offline),
            bundle("worker.js", plain(theme.script("offline/worker.js"))?),
            bundle("remover.js", plain(theme.script("offline/remover.js"))?),
            bundle("search.js", plain(&join_scripts(theme, SEARCH_SCRIPTS))?),
            bundle("learner.js", plain(&join_scripts(theme, LEARNER_SCRIPTS))?),
            bundle("learner.css", minify_css(theme.style(LEARNER_STYLE))?),
            bundle("roadmap.css", minify_css(theme.style(ROADMAP_STYLE))?),
            bundle("progress.js", progress),
            bundle("quiz.js", quiz),
            bundle(GRADER, grader),
            bundle("stock.js", stock),
            bundle("coursebook.css", minify_css(&all_styles(theme))?),
            bundle("favicon.svg", theme.icon("favicon.svg").to_owned()),
            bundle("stock.css", minify_css(&join_styles(theme, STOCK_STYLES))?),
        ]))
    }
}

/// The script of the quizzes, which is told what the grader is called in a site.
fn quiz_script(theme: &Theme, grader: &str) -> String {
    let parts = join_scripts(theme, QUIZ_SCRIPTS);
    format!("const graderName = {grader:?};\n{parts}")
}

/// The script of the page, which is told what `offline.js` is called in a site.
fn page_script(theme: &Theme, offline: &str) -> String {
    let parts = join_scripts(theme, PAGE_SCRIPTS);
    format!("const offlineName = {offline:?};\n{parts}")
}

/// A script of which most functions are called as soon as it is there.
fn on_load(script: String) -> String {
    if script.is_empty() {
        return script;
    }
    CALLED_ON_LOAD.to_owned() + &script
}

/// The script in a function of its own.
fn plain(script: &str) -> Result<String, Box<dyn Error>> {
    if script.is_empty() {
        return Ok(String::new());
    }
    shorten(&[OPENING, script, CLOSING].concat())
}

/// The script with the names `runtime`, the glue, and `runtimeBytes`, which promises the module.
fn with_runtime(script: &str, runtime: &Runtime) -> Result<String, Box<dyn Error>> {
    if script.is_empty() {
        return Ok(String::new());
    }
    let maker = [RUNTIME_BYTES.0, LETTERS, RUNTIME_BYTES.1].concat();
    let whole = [OPENING, &runtime.glue, &maker, script, CLOSING].concat();
    with_letters(&shorten(&whole)?, &runtime.bytes)
}

/// The script with the module's letters in their place, in the quotes that they are written for.
fn with_letters(script: &str, bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let around = |quote: &str| [quote, LETTERS, quote].concat();
    let found = ["\"", "'", "`"].map(around);
    let found = found
        .iter()
        .find_map(|place| script.split_once(place.as_str()));
    let (before, after) = found.ok_or("the place of the module's letters is lost")?;
    Ok([before, "\"", &letters(bytes)?, "\"", after].concat())
}

/// The module as a script can carry it: deflated as far as it goes, in base64.
///
/// Servers compress the script once more, which finds nothing in such letters but that there are
/// sixty-four of them, and so takes back what base64 adds. One letter for each byte of the bare
/// module, which servers then compress, comes out 0.8 KB larger for both modules together.
fn letters(bytes: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut deflated = Vec::new();
    let options = Options {
        iteration_count: ITERATIONS.try_into()?,
        ..Options::default()
    };
    zopfli::compress(options, Format::Deflate, bytes, &mut deflated)?;
    Ok(STANDARD.encode(deflated))
}

fn minify_css(styles: &str) -> Result<String, Box<dyn Error>> {
    let short = minifier::css::minify(styles)
        .map_err(|error| format!("the theme's style sheets cannot be shortened: {error}"))?;
    Ok(short.to_string())
}

fn join_scripts<'a>(theme: &Theme, names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| theme.script(name)).collect()
}

fn all_styles(theme: &Theme) -> String {
    let names = theme.styles.iter().map(|file| file.name.as_str());
    let own = [STOCK_ONLY_STYLE, LEARNER_STYLE, ROADMAP_STYLE];
    let others = names.filter(|name| !own.contains(name) && !FIRST_STYLES.contains(name));
    join_styles(theme, FIRST_STYLES.into_iter().chain(others))
}

fn join_styles<'a>(theme: &Theme, names: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = names.into_iter().map(|name| theme.style(name)).collect();
    texts.join("\n")
}
