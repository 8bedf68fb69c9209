//! The roadmap on the home page.

use crate::support::{Browser, Test, own};
use serde_json::{Value, json};

/// Where the learner was last, as it is stored.
const PLACE: &str = "localStorage.getItem('cb1:backend-mastery:d:s/place')";
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
        .run("document.getElementById('the-allow-list').scrollIntoView({ behavior: 'instant' });")
        .await?;
    let current = "document.querySelector('.outline [aria-current]').hash";
    browser.until_equal(current, "#the-allow-list").await?;
    // On the way past headings nothing is stored.
    browser.until_equal(&format!("{PLACE} ?? ''"), "").await?;
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
async fn the_place_to_go_on_goes_along_with_a_copy_and_the_later_one_counts() -> Test {
    let browser = Browser::chromium().await?;
    let read = async |page: &str| {
        browser.open(&own().url(page)).await?;
        browser
            .until("document.querySelector('.outline [aria-current]')")
            .await?;
        browser.open(&own().url("progress.html")).await
    };
    let resume = format!("{NOW}.textContent");
    read("phase-1-foundations/cors.html#what-an-origin-is").await?;
    let copy = browser.value("coursebookProgress.entries()").await?;
    browser.run("localStorage.clear();").await?;
    read("phase-1-foundations/isolation-levels.html#write-skew").await?;
    let later = browser.value("coursebookProgress.entries()").await?;

    let bring_in = |entries: &Value| format!("coursebookProgress.importEntries({entries}, true);");
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.run(&bring_in(&copy)).await?;
    browser.open(&own().url("index.html")).await?;
    browser
        .until(&format!("{resume}.endsWith('in CORS, deeply')"))
        .await?;
    browser.run(&bring_in(&later)).await?;
    browser
        .until(&format!("{resume}.endsWith('in Isolation levels')"))
        .await?;
    browser.run(&bring_in(&copy)).await?;
    browser
        .until(&format!("{resume}.endsWith('in Isolation levels')"))
        .await
}

#[tokio::test]
async fn without_a_place_it_goes_on_with_the_chapter_that_is_begun() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    browser
        .run("coursebookProgress.setChapterState('idempotency', 1);")
        .await?;
    browser
        .until_equal(
            &format!("{NOW}.textContent"),
            "Continue with Idempotency and safe retries",
        )
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
