//! Joins the theme's files and the runtime into what the browser loads: [`Bundles::new`].
//!
//! Invariant: every script is a classic one that leaves no global name behind but those it means
//! to, so that pages work from disk and under a policy without inline code.

use std::error::Error;

use crate::theme::Theme;
use crate::wasm::{Compiler, Runtime};

/// Style sheets that others build upon, first.
const FIRST_STYLES: [&str; 2] = ["base.css", "layout.css"];
/// The look of our constructs under the stock mdBook, which has its own page.
const STOCK_ONLY_STYLE: &str = "stock.css";
const STOCK_STYLES: [&str; 4] = ["quiz.css", "progress.css", "diagram.css", STOCK_ONLY_STYLE];

/// Around every script: its names are its own.
const OPENING: &str = "(()=>{\"use strict\";\n";
const CLOSING: &str = "\n})();\n";

/// The hand-written parts of `progress.js`, in the order in which they need each other.
const PROGRESS_SCRIPTS: [&str; 3] = ["notices.js", "store.js", "progress.js"];

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
        let progress = with_runtime(
            &join_scripts(theme, PROGRESS_SCRIPTS),
            &compiler.build("progress")?,
        )?;
        let quiz = with_runtime(theme.script("quiz.js"), &compiler.build("quiz")?)?;
        let stock = [progress.as_str(), quiz.as_str()].concat();
        let bundle = |name, content| Bundle { name, content };
        Ok(Self(vec![
            bundle("early.js", plain(theme.script("early.js"))?),
            bundle("page.js", plain(theme.script("page.js"))?),
            bundle("search.js", plain(theme.script("search.js"))?),
            bundle("progress.js", progress),
            bundle("quiz.js", quiz),
            bundle("stock.js", stock),
            bundle("coursebook.css", minify_css(&all_styles(theme))?),
            bundle("favicon.svg", theme.icon("favicon.svg").to_owned()),
            bundle("stock.css", minify_css(&join_styles(theme, STOCK_STYLES))?),
        ]))
    }
}

/// The script in a function of its own.
fn plain(script: &str) -> Result<String, Box<dyn Error>> {
    if script.is_empty() {
        return Ok(String::new());
    }
    Ok([OPENING, &minify_js(script)?, CLOSING].concat())
}

/// The script with the names `runtime`, the glue, and `runtimeBytes`, which makes the module.
fn with_runtime(script: &str, runtime: &Runtime) -> Result<String, Box<dyn Error>> {
    if script.is_empty() {
        return Ok(String::new());
    }
    let parts = [
        OPENING,
        &minify_js(&runtime.glue)?,
        "\nconst runtimeBytes=()=>Uint8Array.from(\"",
        &letters(&runtime.bytes),
        "\",(letter)=>letter.charCodeAt(0)-40);\n",
        &minify_js(script)?,
        CLOSING,
    ];
    Ok(parts.concat())
}

/// Bytes as text that compresses as well as they do: one letter for each.
///
/// In base64 the same bytes come out differently at each of three places, and so a module takes a
/// third more when compressed. Here a byte is the character 40 after it, so that most are ASCII
/// (40 was the best of the distances tried); control characters, quote and backslash, which a
/// string literal cannot hold, are moved on by 256. Taking the low eight bits undoes both.
fn letters(bytes: &[u8]) -> String {
    let letter = |byte: &u8| {
        let moved = u32::from(*byte) + 40;
        let plain = matches!(moved, 0x20..0x7f) && !matches!(moved, 0x22 | 0x5c);
        let code = if plain { moved } else { moved + 256 };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    bytes.iter().map(letter).collect()
}

fn minify_js(script: &str) -> Result<String, Box<dyn Error>> {
    let short = minifier::js::minify(script)
        .map_err(|error| format!("a script of the theme cannot be shortened: {error}"))?;
    Ok(short.to_string())
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
    let others = names.filter(|name| *name != STOCK_ONLY_STYLE && !FIRST_STYLES.contains(name));
    join_styles(theme, FIRST_STYLES.into_iter().chain(others))
}

fn join_styles<'a>(theme: &Theme, names: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = names.into_iter().map(|name| theme.style(name)).collect();
    texts.join("\n")
}
