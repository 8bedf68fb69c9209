//! Taking one's progress to another browser, as a file.

use crate::support::{Browser, Test, fixture};
use serde_json::Value;

const ENTRIES: &str = "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('cb1:small:')))";

#[tokio::test]
async fn progress_that_was_downloaded_cleared_and_imported_is_the_same() -> Test {
    let browser = Browser::chromium().await?;
    let entries = make_progress(&browser).await?;
    browser.click("[data-progress-download]").await?;
    let file = browser.downloaded().await?;
    assert_eq!(Value::Object(file), entries);

    browser.run("localStorage.clear();").await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.until_ticked("run-code", false).await?;
    import(&browser, &browser.downloaded_file().await?).await?;
    let question = browser.until_dialog().await?;
    assert!(
        question.contains("Items added by this file: 5, updated: 0"),
        "{question}"
    );
    browser.until_ticked("run-code", true).await?;
    browser.until_equal(ENTRIES, entries).await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("Items imported: 5.")
    );
    browser.open(&fixture().url("questions/index.html")).await?;
    browser
        .question("types/one")
        .until_verdict("Not right yet. Tries left: 1.")
        .await
}

#[tokio::test]
async fn an_old_copy_of_progress_does_not_undo_what_is_newer() -> Test {
    let browser = Browser::chromium().await?;
    make_progress(&browser).await?;
    browser.click("[data-progress-download]").await?;
    let file = browser.downloaded_file().await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    browser.until_ticked("run-code", false).await?;
    import(&browser, &file).await?;
    browser
        .until_equal(
            "document.querySelector('.notice p').textContent",
            "There is nothing new for this book in that file.",
        )
        .await?;
    browser.reload().await?;
    browser.until_ticked("run-code", false).await
}

#[tokio::test]
async fn a_file_that_is_no_progress_is_refused() -> Test {
    let browser = Browser::chromium().await?;
    let entries = make_progress(&browser).await?;
    let folder = tempfile::tempdir()?;
    for (number, text) in [
        "no JSON",
        "[1, 2]",
        r#"{"cb1:another:x:a1": "1 1"}"#,
        r#"{"cb1:small:x:run-code": "garbage"}"#,
    ]
    .iter()
    .enumerate()
    {
        let file = folder.path().join(format!("{number}.json"));
        std::fs::write(&file, text)?;
        import(&browser, &file).await?;
        let refused = format!(
            "document.querySelectorAll('.notice').length === {}",
            number + 1
        );
        browser.until(&refused).await?;
        let told = browser
            .value("[...document.querySelectorAll('.notice p')].pop().textContent")
            .await?;
        assert_eq!(
            told, "That file does not hold exported progress of this book.",
            "after {text}"
        );
    }
    browser.until_equal(ENTRIES, entries).await
}

/// Ticks, unticks and answers, and gives what is stored.
async fn make_progress(browser: &Browser) -> Test<Value> {
    browser.open(&fixture().url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    browser.click_box("read-table").await?;
    browser.click_box("read-table").await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    browser.question("types/one").answer(&["page"]).await?;
    browser
        .question("types/one")
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    browser.value(ENTRIES).await
}

async fn import(browser: &Browser, file: &std::path::Path) -> Test {
    let input = browser.find("[data-progress-import]").await?;
    Ok(input.send_keys(&file.to_string_lossy()).await?)
}
