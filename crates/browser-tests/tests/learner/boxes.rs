//! Ticking boxes, and the counts beside the contents.

use crate::support::{Browser, Test, fixture};

const PAGE: &str = "boxes.html";
const COUNT: &str = "document.querySelector('.contents [data-progress-for=boxes]').textContent";
const COUNT_IN_WORDS: &str =
    "document.querySelector('.contents [data-progress-for=boxes]').getAttribute('aria-label')";
const TOTAL: &str = "document.querySelector('[data-progress-total]').textContent";

#[tokio::test]
async fn a_box_stays_ticked_or_unticked_over_reloads() -> Test {
    ticks_are_kept(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_tick_shows_in_another_window_and_in_all_counts_without_a_reload() -> Test {
    ticks_reach_other_windows(&Browser::chromium().await?).await
}

#[tokio::test]
async fn an_answer_counts_in_the_contents_of_other_pages() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    browser.question("types/one").answer(&["log"]).await?;
    browser.until_equal(TOTAL, "1 of 20 done").await?;
    browser.open(&fixture().url("toc.html")).await?;
    browser
        .until_equal(
            "document.querySelector('main [data-progress-for=questions]').textContent",
            "1/5",
        )
        .await
}

pub(crate) async fn ticks_are_kept(browser: &Browser) -> Test {
    browser.open(&fixture().url(PAGE)).await?;
    browser.until_ticked("read-table", false).await?;
    browser.click_box("read-table").await?;
    browser.click("label[for=task-run-code]").await?;
    browser.reload().await?;
    browser.until_ticked("read-table", true).await?;
    browser.until_ticked("run-code", true).await?;
    browser.until_ticked("draw-diagram", false).await?;

    browser.click_box("read-table").await?;
    browser.reload().await?;
    browser.until_ticked("read-table", false).await?;
    browser.until_ticked("run-code", true).await?;
    // Without the date of the unticking, an older copy of the progress would tick the box again.
    browser
        .until("localStorage.getItem('cb1:small:x:read-table')")
        .await
}

pub(crate) async fn ticks_reach_other_windows(browser: &Browser) -> Test {
    let page = fixture().url(PAGE);
    browser.open(&page).await?;
    browser.until_equal(COUNT, "0/3").await?;
    let (first, second) = browser.second_window().await?;
    browser.open(&fixture().url("start.html")).await?;
    browser.until_equal(COUNT, "0/3").await?;
    browser.until_equal(TOTAL, "0 of 20 done").await?;

    browser.switch(&first).await?;
    browser.click_box("draw-diagram").await?;
    browser.until_equal(COUNT, "1/3").await?;
    browser.switch(&second).await?;
    browser.until_equal(COUNT, "1/3").await?;
    browser
        .until_equal(COUNT_IN_WORDS, "1 of 3, learning")
        .await?;
    browser.until_equal(TOTAL, "1 of 20 done").await?;

    browser.open(&page).await?;
    browser.click_box("draw-diagram").await?;
    browser.click_box("read-table").await?;
    browser.switch(&first).await?;
    browser.until_ticked("draw-diagram", false).await?;
    browser.until_ticked("read-table", true).await?;
    browser.until_equal(COUNT, "1/3").await
}
