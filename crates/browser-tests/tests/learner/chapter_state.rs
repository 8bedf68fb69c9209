//! Where a learner stands with a chapter.

use crate::support::{Browser, Test, fixture};

const STATE: &str = "document.querySelector('.chapter-state input:checked').value";
const STATUS: &str = "document.querySelector('.chapter-state [role=status]').textContent";
const IN_CONTENTS: &str = "document.querySelector('.contents [data-progress-for=boxes]').className";
const TOTAL: &str = "document.querySelector('[data-progress-total]').textContent";

#[tokio::test]
async fn a_chapter_is_begun_by_a_tick_and_done_by_the_learners_word_alone() -> Test {
    state_follows_the_learner(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_skipped_chapter_counts_in_no_total() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.click_box("read-table").await?;
    browser.until_equal(TOTAL, "1 of 20 done").await?;
    browser.click(".chapter-state input[value=skipped]").await?;
    browser.until_equal(TOTAL, "0 of 17 done").await?;
    browser.reload().await?;
    browser.until_equal(STATE, "skipped").await?;
    browser.until_equal(TOTAL, "0 of 17 done").await
}

pub(crate) async fn state_follows_the_learner(browser: &Browser) -> Test {
    browser.open(&fixture().url("boxes.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.until_equal(STATE, "unseen").await?;
    browser.click_box("read-table").await?;
    browser.until_equal(STATE, "learning").await?;
    browser.until_equal(STATUS, "1 of 3 done").await?;
    browser.click_box("run-code").await?;
    browser.click_box("draw-diagram").await?;
    browser.until_equal(STATUS, "All 3 done.").await?;
    browser.until_equal(STATE, "learning").await?;

    browser
        .click_button(".chapter-state", "Mark as done")
        .await?;
    browser.until_equal(STATE, "done").await?;
    assert!(
        !browser.sees(".chapter-state-done").await?,
        "done is still suggested"
    );
    browser.reload().await?;
    browser.until_equal(STATE, "done").await?;
    browser
        .until_equal(IN_CONTENTS, "nav-progress state-done")
        .await?;
    browser.click_box("run-code").await?;
    browser.until_equal(STATE, "done").await
}
