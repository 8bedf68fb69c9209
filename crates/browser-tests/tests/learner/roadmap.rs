//! The roadmap on the home page.

use crate::support::{Browser, Test, own};
use serde_json::json;

const NOW: &str = "document.querySelector('[data-resume] a')";

#[tokio::test]
async fn the_road_shows_how_far_the_learner_is() -> Test {
    road_is_coloured(&Browser::chromium().await?).await
}

pub(crate) async fn road_is_coloured(browser: &Browser) -> Test {
    browser.open(&own().url("index.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser
        .until_equal(&format!("{NOW}.textContent"), "Begin with About the course")
        .await?;
    browser
        .run("coursebookProgress.setChapterState('cors', 2); coursebookProgress.setChapterState('idempotency', 1);")
        .await?;
    let words = |id: &str| format!("document.querySelector('[data-station={id}]').textContent");
    browser.until_equal(&words("cors"), "done").await?;
    browser
        .until_equal(&words("idempotency"), "learning")
        .await?;
    browser
        .until("document.querySelector('[data-leg=cors]').matches('.is-done')")
        .await?;
    browser
        .until("document.querySelector('.roadmap-total').textContent.includes('You have done 1 of them.')")
        .await?;
    browser
        .until("/^\\d+ of \\d+ chapters written/.test(document.querySelector('.roadmap-total').textContent)")
        .await
}

#[tokio::test]
async fn the_home_page_leads_back_to_the_heading() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .open(&own().url("phase-1-foundations/cors.html#what-an-origin-is"))
        .await?;
    browser
        .until("(localStorage.getItem('cbl:backend-mastery:place') || '').startsWith('cors\\t')")
        .await?;
    browser
        .run("document.getElementById('the-allow-list').scrollIntoView({ behavior: 'instant' });")
        .await?;
    browser
        .until("localStorage.getItem('cbl:backend-mastery:place').split('\\t')[1] === 'the-allow-list'")
        .await?;
    browser.open(&own().url("index.html")).await?;
    browser
        .until_equal(
            &format!("{NOW}.textContent"),
            "Continue with “The allow list” in CORS, deeply",
        )
        .await?;
    browser.click("[data-resume] a").await?;
    browser
        .until("location.pathname.endsWith('/cors.html') && location.hash === '#the-allow-list'")
        .await
}

#[tokio::test]
async fn stations_stand_in_reading_order_and_planned_ones_are_no_links() -> Test {
    let browser = Browser::chromium().await?;
    for width in [1440, 390] {
        browser.set_width(width).await?;
        browser.open(&own().url("index.html")).await?;
        // The order of the document is that of the road.
        let numbers = "[...document.querySelectorAll('.station-sign')].map((sign) => Number(sign.textContent))";
        browser
            .until(&format!(
                "{numbers}.length > 10 && {numbers}.every((number, place) => number === place + 1)"
            ))
            .await?;
        browser
            .until_equal("document.querySelectorAll('.is-planned a, .station:not(.is-planned):not(:has(a))').length", 0)
            .await?;
    }
    let columns = "new Set([...document.querySelectorAll('.station')].map((station) => Math.round(station.getBoundingClientRect().left))).size";
    browser.until_equal(columns, 1).await?;
    browser.set_width(1440).await?;
    browser.until_equal(columns, 4).await
}

#[tokio::test]
async fn without_script_all_stations_are_there_and_say_nothing_of_the_learner() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .tools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await?;
    browser
        .open_without_script(&own().url("index.html"))
        .await?;
    let text = browser.text("main").await?;
    for expected in ["chapters written", "CORS, deeply", "planned", "40 min"] {
        assert!(text.contains(expected), "`{expected}` is not in: {text}");
    }
    assert!(!browser.sees("[data-roadmap-now]").await?);
    Ok(())
}

#[tokio::test]
async fn parts_of_the_contents_fold_and_say_how_much_is_done() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_width(1440).await?;
    browser
        .open(&own().url("phase-1-foundations/cors.html"))
        .await?;
    browser
        .run("coursebookProgress.setChapterState('cors', 2);")
        .await?;
    browser
        .until_equal(
            "document.querySelectorAll('.side .nav-phase details[open]').length",
            1,
        )
        .await?;
    browser
        .until_equal(
            "document.querySelector('.side details[open] [data-part-progress]').textContent",
            "1/4",
        )
        .await?;
    browser.click(".side .nav-phase summary").await?;
    browser
        .until_equal(
            "document.querySelectorAll('.side .nav-phase details[open]').length",
            2,
        )
        .await
}
