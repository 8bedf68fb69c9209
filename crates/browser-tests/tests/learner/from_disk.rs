//! The site opened from a disk, without a server.

use crate::support::{Browser, Site, Test, fixture};

#[tokio::test]
async fn from_disk_ticks_answers_and_search_work_and_are_kept() -> Test {
    let browser = Browser::chromium().await?;
    works_from_disk(&browser).await?;
    assert_eq!(browser.troubles().await?, Vec::<String>::new());
    // Chromium keeps one storage for all files.
    browser.open(&fixture().file_url("start.html")?).await?;
    browser
        .until_equal(
            "document.querySelector('[data-progress-total]').textContent",
            "2 of 20 done",
        )
        .await
}

#[tokio::test]
async fn from_disk_the_book_asks_nobody_for_anything() -> Test {
    let browser = Browser::chromium().await?;
    works_from_disk(&browser).await?;
    let requests = browser.requests().await?;
    assert!(
        requests
            .iter()
            .any(|address| address.contains("search-index")),
        "{requests:?}"
    );
    let foreign: Vec<_> = requests
        .iter()
        .filter(|address| address.starts_with("http"))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    Ok(())
}

/// Everything that a page can do alone.
pub(crate) async fn works_from_disk(browser: &Browser) -> Test {
    site_works_from_disk(browser, fixture()).await
}

pub(crate) async fn site_works_from_disk(browser: &Browser, site: &Site) -> Test {
    browser.open(&site.file_url("boxes.html")?).await?;
    browser.click_box("run-code").await?;
    browser.reload().await?;
    browser.until_ticked("run-code", true).await?;
    browser.until_ticked("read-table", false).await?;

    browser
        .open(&site.file_url("questions/index.html")?)
        .await?;
    let question = browser.question("types/number");
    question.answer_with("500 kB").await?;
    question.until_verdict("Right.").await?;
    browser.reload().await?;
    question.until_verdict("Right.").await?;
    assert_eq!(question.written().await?, "500 kB");

    browser.click(".search-button").await?;
    browser
        .until("document.getElementById('ui.search').open")
        .await?;
    browser.type_keys("quokka").await?;
    browser
        .until_equal(
            "document.querySelectorAll('.search-results li:not(.search-questions)').length",
            1,
        )
        .await?;
    browser.click(".search-results a").await?;
    browser
        .until("location.pathname.endsWith('/boxes.html') && location.hash !== ''")
        .await
}
