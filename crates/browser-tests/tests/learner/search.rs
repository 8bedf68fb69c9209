//! Looking for words.

use crate::support::{Browser, Test, fixture, own};
use fantoccini::key::Key;

async fn until_open(browser: &Browser) -> Test {
    browser
        .until("document.getElementById('ui.search').open")
        .await
}

#[tokio::test]
async fn ctrl_k_opens_the_search_and_enter_leads_to_the_heading() -> Test {
    search_leads_to_the_heading(&Browser::chromium().await?).await
}

#[tokio::test]
async fn results_are_chosen_with_arrows_and_escape_closes() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .open(&fixture().url("questions/changing.html"))
        .await?;
    browser.press('/').await?;
    until_open(&browser).await?;
    browser.type_keys("table").await?;
    browser
        .until("document.querySelectorAll('.search-results a').length > 1")
        .await?;
    browser.press(Key::Down).await?;
    browser.press(Key::Down).await?;
    browser
        .until("document.activeElement === document.querySelectorAll('.search-results a')[1]")
        .await?;
    browser.press(Key::Up).await?;
    browser
        .until("document.activeElement === document.querySelector('.search-results a')")
        .await?;
    browser.press(Key::Escape).await?;
    browser
        .until("!document.getElementById('ui.search').open")
        .await?;
    assert!(browser.url().await?.ends_with("/questions/changing.html"));
    Ok(())
}

#[tokio::test]
async fn a_word_that_is_nowhere_is_said_to_be_nowhere() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("start.html")).await?;
    browser.click(".search-button").await?;
    until_open(&browser).await?;
    browser.type_keys("xylophone").await?;
    browser
        .until_equal(
            "document.querySelector('.search-status').textContent",
            "Nothing was found.",
        )
        .await?;
    // Once is enough, though the field is not empty.
    browser.press(Key::Escape).await?;
    browser
        .until("!document.getElementById('ui.search').open")
        .await
}

#[tokio::test]
async fn a_chapter_that_begins_with_a_heading_keeps_no_room_for_an_excerpt() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    browser.press('/').await?;
    until_open(&browser).await?;
    browser.type_keys("cors").await?;
    let first = "document.querySelector('.search-results li')";
    browser
        .until(&format!(
            "{first}?.querySelector('b').textContent === 'CORS, deeply'"
        ))
        .await?;
    // Excerpts have come into view.
    let excerpt = "document.querySelector('.search-results li:nth-child(2) span')?.textContent";
    browser.until(excerpt).await?;
    browser
        .until_equal(&format!("{first}.querySelectorAll('span').length"), 0)
        .await
}

#[tokio::test]
async fn what_a_question_asks_is_looked_for_in_the_list_of_questions() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("start.html")).await?;
    browser.click(".search-button").await?;
    until_open(&browser).await?;
    browser.type_keys("delivers bytes $&").await?;
    let row = "document.querySelector('.search-questions')?.textContent";
    browser
        .until_equal(row, "Look for “delivers bytes $&” in all questions")
        .await?;
    for _ in 0.." $&".len() {
        browser.press(Key::Backspace).await?;
    }
    browser
        .until_equal(row, "Look for “delivers bytes” in all questions")
        .await?;
    browser.click(".search-questions a").await?;
    browser
        .until("location.pathname.endsWith('/questions.html')")
        .await?;
    browser
        .until_equal(
            "[...document.querySelectorAll('[data-asked]')].filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.asked)",
            serde_json::json!(["types/claim"]),
        )
        .await
}

pub(crate) async fn search_leads_to_the_heading(browser: &Browser) -> Test {
    browser
        .open(&fixture().url("questions/changing.html"))
        .await?;
    browser.press_with(&[Key::Control.into()], 'k').await?;
    until_open(browser).await?;
    browser.type_keys("survives crash").await?;
    browser
        .until("document.querySelector('.search-results a')")
        .await?;
    assert!(
        browser
            .text(".search-results li:first-child")
            .await?
            .contains("A table")
    );
    browser.press(Key::Enter).await?;
    browser
        .until("location.pathname.endsWith('/boxes.html') && location.hash === '#a-table'")
        .await?;
    browser.until("(({ top }) => top >= 0 && top < innerHeight)(document.getElementById('a-table').getBoundingClientRect())").await
}
