//! What the browser loads is there, within its budget, and as it says it is.

use std::collections::HashSet;
use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use coursebook_assets::{asset, assets, strings, template, templates};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::GzEncoder;

fn text(name: &str) -> &'static str {
    let content = asset(name).map(|asset| asset.content);
    let text = content.and_then(|content| std::str::from_utf8(content).ok());
    text.expect("assets are named by literals here, and are texts")
}

fn compressed(name: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    let written = encoder.write_all(text(name).as_bytes());
    let bytes = written.and_then(|()| encoder.finish());
    bytes.expect("writing to memory cannot fail").len()
}

/// The bytes of the module in a script, as the script itself takes them out.
fn module(name: &str) -> Vec<u8> {
    let maker = text(name).split_once("new Blob([");
    let letters = maker.and_then(|(_, maker)| maker.split('"').nth(1));
    let letters = letters.expect("a script with a module");
    let deflated = STANDARD.decode(letters).expect("base64");
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(deflated.as_slice()).read_to_end(&mut bytes);
    read.expect("a deflated module");
    bytes
}

#[test]
fn all_named_assets_exist() {
    let names = [
        "early.js",
        "page.js",
        "roadmap.js",
        "offline.js",
        "worker.js",
        "remover.js",
        "search.js",
        "progress.js",
        "quiz.js",
        "grader.js",
        "learner.js",
        "learner.css",
        "roadmap.css",
        "stock.js",
        "coursebook.css",
        "stock.css",
        "favicon.svg",
    ];
    for name in names {
        assert!(asset(name).is_some(), "{name}");
    }
    assert_eq!(assets().len(), names.len());
    assert!(asset("progress").is_none());
}

#[test]
fn the_progress_runtime_keeps_its_budget() {
    let size = compressed("progress.js");
    println!("progress.js: {size} bytes compressed");
    assert!(size > 5_000, "{size} bytes: the runtime is missing");
    assert!(size <= 15_000, "{size} bytes");
}

#[test]
fn the_whole_runtime_keeps_its_budget() {
    let sizes = ["progress.js", "quiz.js", "grader.js"].map(compressed);
    println!("progress.js, quiz.js, grader.js: {sizes:?} bytes compressed");
    assert!(sizes.iter().sum::<usize>() <= 32_800, "{sizes:?} bytes");
}

#[test]
fn modules_carry_no_texts_of_panics_and_little_glue() {
    for name in ["progress.js", "grader.js"] {
        let module = module(name);
        for text in ["/rustc/", "overflow", "src/"] {
            let mut windows = module.windows(text.len());
            assert!(
                !windows.any(|window| window == text.as_bytes()),
                "{text} is in {name}"
            );
        }
        // Each stands for a part of the glue that `build/glue.rs` should have found.
        for word in ["encodeInto", "detached", "__wbindgen_realloc", "fetch"] {
            assert!(!text(name).contains(word), "{word} is in {name}");
        }
    }
}

#[test]
fn the_quiz_script_finds_the_grader_of_its_own_build() {
    let name = asset("grader.js").unwrap().hashed_name;
    assert!(text("quiz.js").contains(name), "{name}");
}

#[test]
fn scripts_carry_a_webassembly_module() {
    assert!(module("grader.js").starts_with(b"\0asm\x01\0\0\0"));
    let module = module("progress.js");
    assert!(module.starts_with(b"\0asm\x01\0\0\0"));
    assert!(module.len() < 20_000);
    // Names in the module are of one letter, those that our scripts call are the glue's.
    let mut parts = module.windows(4);
    assert!(!parts.any(|part| part == b"__wb"));
    assert!(text("progress.js").contains(".setTicked="));
}

#[test]
fn scripts_do_what_the_policy_allows_only() {
    for asset in assets().iter().filter(|asset| asset.name.ends_with(".js")) {
        let script = text(asset.name);
        for forbidden in [
            "eval(",
            "new Function",
            "fetch(",
            "import(",
            "</script",
            ".style.",
        ] {
            // The worker is no script of a page: it is there to fetch the files of its site.
            let is_workers = asset.name == "worker.js" && forbidden == "fetch(";
            assert!(
                is_workers || !script.contains(forbidden),
                "{}: {forbidden}",
                asset.name
            );
        }
        assert!(
            script.is_empty()
                || script
                    .trim_start_matches("//# allFunctionsCalledOnLoad\n")
                    .starts_with("(()=>{\"use strict\";"),
            "{}",
            asset.name
        );
    }
}

#[test]
fn stock_pages_get_progress_quiz_and_copies_in_one() {
    let all = ["progress.js", "grader.js", "quiz.js"].map(text).concat();
    let copies = text("stock.js").strip_prefix(all.as_str());
    assert!(copies.is_some_and(|copies| copies.contains("importEntries")));
}

#[test]
fn pages_about_the_learner_alone_carry_what_only_they_need() {
    assert!(text("learner.js").contains("CompressionStream"));
    assert!(!text("progress.js").contains("new CompressionStream"));
    assert!(text("learner.css").contains(".progress-table"));
    assert!(!text("coursebook.css").contains(".progress-table"));
}

#[test]
fn a_hashed_name_tells_contents_apart() {
    let mut seen = HashSet::new();
    for asset in assets() {
        let (stem, extension) = asset.name.rsplit_once('.').unwrap();
        let hash = asset
            .hashed_name
            .strip_prefix(stem)
            .and_then(|rest| rest.strip_prefix('-'));
        let hash = hash
            .and_then(|rest| rest.strip_suffix(&format!(".{extension}")))
            .unwrap();
        assert_eq!(hash.len(), 8);
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(seen.insert(asset.hashed_name));
    }
}

#[test]
fn templates_are_found_by_name() {
    let state = template("chapter-state.html").unwrap();
    assert!(state.contains("data-chapter-state=\"{{ id }}\" hidden"));
    assert!(templates().any(|(name, text)| name == "chapter-state.html" && text == state));
    assert!(template("nowhere.html").is_none());
}

#[test]
fn the_interfaces_texts_are_toml_or_not_there() {
    assert!(strings().is_empty() || strings().contains('='));
}
