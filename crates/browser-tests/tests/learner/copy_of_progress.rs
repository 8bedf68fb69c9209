//! Taking one's progress to another browser, as a file or as text.

use crate::support::{Browser, Test, fixture};
use anyhow::Context;
use serde_json::{Value, json};
use std::path::Path;

const ENTRIES: &str = "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('cb1:small:')))";
const COUNTS: &str = "document.querySelector('[data-import-counts]').textContent";

#[tokio::test]
async fn progress_that_was_downloaded_cleared_and_brought_in_is_the_same() -> Test {
    let browser = Browser::chromium().await?;
    let entries = make_progress(&browser).await?;
    browser.click("[data-copy-file]").await?;
    let file = browser.downloaded().await?;
    assert_eq!(Value::Object(file), entries);
    browser
        .until("document.querySelector('[data-last-copy]').textContent.startsWith('Last copy')")
        .await?;

    clear(&browser).await?;
    look_at_file(&browser, &browser.downloaded_file().await?).await?;
    browser
        .until("!document.querySelector('[data-import-preview]').hidden")
        .await?;
    assert_eq!(
        browser.value(COUNTS).await?,
        "Added: 5. Newer there, which replace what is here: 0. Newer here, which stay: 0. The same: 0. Unreadable, left out: 0."
    );
    let chapters = browser.text("[data-import-preview] tbody").await?;
    assert!(chapters.contains("Boxes"), "{chapters}");
    assert_eq!(
        browser.value(ENTRIES).await?,
        json!({}),
        "nothing before a yes"
    );

    browser.click("[data-import-do]").await?;
    browser.until_equal(ENTRIES, entries).await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    browser
        .question("types/one")
        .until_verdict("Not right yet. Tries left: 1.")
        .await
}

#[tokio::test]
async fn progress_can_be_pasted_as_text() -> Test {
    progress_goes_as_text(&Browser::chromium().await?).await
}

pub(crate) async fn progress_goes_as_text(browser: &Browser) -> Test {
    let entries = make_progress(browser).await?;
    browser.click("[data-copy-text]").await?;
    browser
        .until("!document.querySelector('[data-copied-text]').hidden")
        .await?;
    let text = browser
        .value("document.querySelector('[data-copied-text] textarea').value")
        .await?;
    let text = text.as_str().context("the copy is no text")?.to_owned();
    assert!(text.starts_with("coursebook1:"), "{text}");

    clear(browser).await?;
    look_at_text(browser, &text).await?;
    browser
        .until("!document.querySelector('[data-import-preview]').hidden")
        .await?;
    browser.click("[data-import-do]").await?;
    browser.until_equal(ENTRIES, entries).await
}

#[tokio::test]
async fn an_old_copy_of_progress_does_not_undo_what_is_newer() -> Test {
    let browser = Browser::chromium().await?;
    make_progress(&browser).await?;
    let old = browser.value(&format!("JSON.stringify({ENTRIES})")).await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    browser.until_ticked("run-code", false).await?;
    browser.open(&fixture().url("progress.html")).await?;
    look_at_text(&browser, old.as_str().unwrap_or_default()).await?;
    until_told(&browser, "There is nothing new for this book in it.").await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.until_ticked("run-code", false).await
}

#[tokio::test]
async fn what_is_no_copy_of_this_books_progress_is_refused_with_a_reason() -> Test {
    copies_are_refused(&Browser::chromium().await?).await
}

pub(crate) async fn copies_are_refused(browser: &Browser) -> Test {
    let entries = make_progress(browser).await?;
    let whole = browser.value(&format!("JSON.stringify({ENTRIES})")).await?;
    let whole = whole.as_str().unwrap_or_default();
    let broken = "That is no whole copy of progress: it may be cut off, or something else. Nothing was changed.";
    let newer = "That copy was made by a newer version of this book. Reload the page, then bring it in again. Nothing was changed.";
    let cases = [
        ("no JSON", broken),
        ("[1, 2]", broken),
        (&whole[..whole.len() / 2], broken),
        ("coursebook1:AAAA", broken),
        ("coursebook2:AAAA", newer),
        (r#"{"cb2:small:x:run-code": "1,1"}"#, newer),
        (
            r#"{"cb1:another:x:a1": "1,1"}"#,
            "That is a copy of another book, “another”. Nothing was changed.",
        ),
        (
            r#"{"cb1:small:x:run-code": "<img src=x onerror=alert(1)>"}"#,
            broken,
        ),
    ];
    for (text, reason) in cases {
        look_at_text(browser, text).await?;
        until_told(browser, reason)
            .await
            .with_context(|| format!("after `{text}`"))?;
    }
    browser.until_equal(ENTRIES, entries).await
}

#[tokio::test]
async fn a_huge_file_and_a_text_that_unpacks_to_one_are_refused() -> Test {
    let browser = Browser::chromium().await?;
    let entries = make_progress(&browser).await?;
    let too_large = "That is larger than 10 MB, which no copy of progress is. Nothing was changed.";
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("junk.json");
    std::fs::write(&file, vec![b'['; (10 << 20) + 1])?;
    look_at_file(&browser, &file).await?;
    until_told(&browser, too_large).await?;

    let bomb = "
        const stream = new Blob([' '.repeat(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        return new Response(stream).arrayBuffer().then((buffer) => {
            let letters = '';
            for (const byte of new Uint8Array(buffer)) { letters += String.fromCharCode(byte); }
            return 'coursebook1:' + btoa(letters).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
        });";
    let bomb = browser.run(bomb).await?;
    browser.open(&fixture().url("progress.html")).await?;
    look_at_text(&browser, bomb.as_str().unwrap_or_default()).await?;
    until_told(&browser, too_large).await?;
    browser.until_equal(ENTRIES, entries).await
}

/// Ticks, unticks and answers, goes to the page Progress, and gives what is stored.
async fn make_progress(browser: &Browser) -> Test<Value> {
    browser.open(&fixture().url("boxes.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.click_box("run-code").await?;
    browser.click_box("read-table").await?;
    browser.click_box("read-table").await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    browser.question("types/one").answer(&["page"]).await?;
    browser
        .question("types/one")
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    browser.open(&fixture().url("progress.html")).await?;
    browser.value(ENTRIES).await
}

async fn clear(browser: &Browser) -> Test {
    browser.run("localStorage.clear();").await?;
    browser.open(&fixture().url("progress.html")).await
}

async fn look_at_file(browser: &Browser, file: &Path) -> Test {
    let input = browser.find("[data-import] input[type=file]").await?;
    input.send_keys(&file.to_string_lossy()).await?;
    browser.click("[data-import] button").await
}

async fn look_at_text(browser: &Browser, text: &str) -> Test {
    // Typing a long text key by key takes minutes; pasting sets it at once.
    browser
        .run(&format!(
            "const field = document.querySelector('[data-import] textarea');
            field.value = {};
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
            json!(text)
        ))
        .await?;
    browser.click("[data-import] button").await
}

async fn until_told(browser: &Browser, words: &str) -> Test {
    browser
        .until_equal(
            "document.querySelector('[data-import-status]').textContent",
            words,
        )
        .await
}
