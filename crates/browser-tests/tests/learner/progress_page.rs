//! The page Progress.

use crate::support::{Browser, Test, fixture};
use serde_json::json;

fn cell(chapter: &str, name: &str) -> String {
    format!(
        "document.querySelector('[data-progress-chapter={chapter}] [data-cell={name}]').textContent"
    )
}

async fn begin(browser: &Browser) -> Test {
    browser.open(&fixture().url("boxes.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.click_box("run-code").await?;
    browser
        .open(&fixture().url("questions/changing.html"))
        .await?;
    browser.question("edited/kept").answer(&["this"]).await?;
    browser
        .question("edited/kept")
        .until_verdict("Right.")
        .await?;
    browser.open(&fixture().url("progress.html")).await
}

#[tokio::test]
async fn the_page_says_what_is_done_and_what_to_do_next() -> Test {
    progress_is_shown(&Browser::chromium().await?).await
}

pub(crate) async fn progress_is_shown(browser: &Browser) -> Test {
    begin(browser).await?;
    let boxes = browser.value("COURSEBOOK_ITEMS.boxes.tasks.length").await?;
    browser
        .until_equal(&cell("boxes", "boxes"), format!("1 of {boxes}"))
        .await?;
    browser
        .until_equal(&cell("changing", "questions"), "1 of 2")
        .await?;
    let next = browser.text("[data-next-steps]").await?;
    assert!(next.contains("Go on with"), "{next}");

    let total = "document.querySelector('[data-progress-all] [data-cell=boxes]').textContent";
    let before = browser.value(total).await?;
    let state = browser.find("[data-progress-chapter=boxes] select").await?;
    state.select_by_value("skipped").await?;
    browser.until(&format!("{total} !== {before}")).await?;
    state.select_by_value("learning").await?;
    browser.until_equal(total, before).await
}

#[tokio::test]
async fn a_reset_of_everything_is_undone() -> Test {
    let browser = Browser::chromium().await?;
    begin(&browser).await?;
    let done = format!(
        "[{}, {}]",
        cell("boxes", "boxes"),
        cell("changing", "questions")
    );
    let before = browser.value(&done).await?;
    browser.click("[data-reset] button").await?;
    browser
        .until_equal(
            "document.querySelector('[data-reset-status]').textContent",
            "Reset: Everything in this book. Ticks: 1, questions: 1.",
        )
        .await?;
    browser
        .until_equal(&cell("changing", "questions"), "0 of 2")
        .await?;
    browser.click("[data-reset-undo]").await?;
    browser.until_equal(&done, before).await?;
    browser
        .until("document.activeElement.matches('[data-reset] button')")
        .await
}

#[tokio::test]
async fn one_quiz_or_one_chapter_is_reset_by_itself() -> Test {
    let browser = Browser::chromium().await?;
    begin(&browser).await?;
    let what = browser.find("[data-reset] select").await?;
    what.select_by_value("quiz edited").await?;
    browser.click("[data-reset] button").await?;
    browser
        .until_equal(&cell("changing", "questions"), "0 of 2")
        .await?;
    assert!(
        browser
            .value(&cell("boxes", "boxes"))
            .await?
            .as_str()
            .is_some_and(|text| text.starts_with("1 of"))
    );
    what.select_by_value("chapter boxes").await?;
    browser.click("[data-reset] button").await?;
    browser
        .until(&format!("{}.startsWith('0 of')", cell("boxes", "boxes")))
        .await
}

#[tokio::test]
async fn what_another_window_does_shows_here() -> Test {
    let browser = Browser::chromium().await?;
    begin(&browser).await?;
    let (first, second) = browser.second_window().await?;
    browser
        .open(&fixture().url("questions/changing.html"))
        .await?;
    browser.question("edited/changed").answer(&["old"]).await?;
    browser
        .question("edited/changed")
        .until_verdict("Right.")
        .await?;
    browser.switch(&first).await?;
    browser
        .until_equal(&cell("changing", "questions"), "2 of 2")
        .await?;
    browser.switch(&second).await
}

#[tokio::test]
async fn where_the_browser_clears_storage_a_copy_is_asked_for() -> Test {
    let browser = Browser::chromium().await?;
    let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
    browser
        .tools(
            "Network.setUserAgentOverride",
            json!({ "userAgent": safari }),
        )
        .await?;
    browser
        .open(&fixture().url("questions/changing.html"))
        .await?;
    browser
        .run("for (let n = 0; n < 24; n += 1) { coursebookProgress.recordAttempt(`edited/q${n}`, 'rev', 2, 1, 0, 'a'); }")
        .await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 0)
        .await?;
    browser
        .run("coursebookProgress.recordAttempt('edited/last', 'rev', 2, 1, 0, 'a');")
        .await?;
    browser.until("document.querySelector('.notice')").await
}
