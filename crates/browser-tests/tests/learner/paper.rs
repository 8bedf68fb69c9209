//! What is on paper and what is not: the pages as a printer gets them.

use crate::support::{Browser, Test, own};
use serde_json::json;

async fn on_paper(browser: &Browser, page: &str) -> Test {
    browser.open(&own().url(page)).await?;
    browser
        .tools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await
        .map(|_| ())
}

#[tokio::test]
async fn the_road_is_a_list_that_breaks_between_sheets() -> Test {
    let browser = Browser::chromium().await?;
    on_paper(&browser, "index.html").await?;
    assert!(!browser.sees(".road-line").await?);
    // Two columns, read line by line.
    let lefts = "new Set([...document.querySelectorAll('.station')].map((station) => Math.round(station.getBoundingClientRect().left))).size";
    browser.until_equal(lefts, 2).await?;
    browser
        .until(
            "(([first, second, third]) => first.top === second.top && third.top > second.top)(
                [...document.querySelectorAll('.station')].map((station) => station.getBoundingClientRect()))",
        )
        .await
}

#[tokio::test]
async fn progress_is_printed_with_plan_and_notes_and_without_forms() -> Test {
    let browser = Browser::chromium().await?;
    on_paper(&browser, "progress.html").await?;
    for empty in ["[data-plan]", "[data-marks]", "#copies", "[data-reset]"] {
        assert!(!browser.sees(empty).await?, "{empty}");
    }
    browser
        .run(
            "coursebookPlan.keep(coursebookPlan.dayText(coursebookPlan.today()), 8);
            coursebookProgress.setDraft('n/cors#the-allow-list', 'The allow list\\nmy note');",
        )
        .await?;
    browser
        .until("document.querySelector('.mark-text') && document.querySelector('[data-plan-weeks] h3')")
        .await?;
    for kept in ["[data-plan-weeks]", ".mark-text", "[data-progress-all]"] {
        assert!(browser.sees(kept).await?, "{kept}");
    }
    for left_out in [
        "[data-plan-form]",
        ".mark-list button",
        "[data-plan-actions]",
        "[data-import]",
    ] {
        assert!(!browser.sees(left_out).await?, "{left_out}");
    }
    // The sum would be repeated on every sheet.
    browser
        .until_equal(
            "getComputedStyle(document.querySelector('.progress-table tfoot')).display",
            "table-row-group",
        )
        .await
}
