//! The search finds what readers look for: the thirty queries that were written down before it was
//! built, on the workspace's own book.

use crate::support::{Browser, Test, own};
use anyhow::{Context, ensure};
use serde_json::json;

/// One query a line: `query => page | page`, after comments.
const QUERIES: &str = include_str!("../search/own.txt");
/// Among how many results one of the pages must be.
const BEST: usize = 5;

/// Writes a query into the field and gives the pages of the results, in order.
const ASK: &str = "
    const input = document.querySelector('.search input');
    input.value = QUERY;
    input.dispatchEvent(new Event('input'));
    const root = new URL(document.documentElement.dataset.root, location).pathname;
    return [...document.querySelectorAll('.search-results a')].map(({ pathname }) => pathname.slice(root.length));";

#[tokio::test]
async fn thirty_queries_find_their_pages() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .open(&own().url("phase-1-foundations/cors.html"))
        .await?;
    open_search(&browser).await?;
    let mut missed = Vec::new();
    let lines = QUERIES.lines().filter(|line| !line.starts_with('#'));
    for line in lines.clone() {
        let (query, pages) = line.split_once(" => ").context("a query has no page")?;
        let wanted: Vec<&str> = pages.split(" | ").collect();
        let script = ASK.replace("QUERY", &json!(query).to_string());
        let found: Vec<String> = serde_json::from_value(browser.run(&script).await?)?;
        let best = found.iter().take(BEST);
        if !best.clone().any(|page| wanted.contains(&page.as_str())) {
            missed.push(format!("{query}: {:?}", best.collect::<Vec<_>>()));
        }
    }
    ensure!(lines.count() == 30, "there are not thirty queries");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    Ok(())
}

#[tokio::test]
async fn excerpts_come_with_the_results_and_mark_the_words() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    browser.requests().await?;
    open_search(&browser).await?;
    browser.type_keys("write skew").await?;
    browser
        .until("[...document.querySelectorAll('.search-results li span mark')].some((mark) => /^skew$/i.test(mark.textContent))")
        .await?;
    // The index, the search itself, and the texts of what is in view: not the whole book.
    let scripts = browser.requests().await?;
    let texts = scripts.iter().filter(|address| address.contains("/text-"));
    assert!((2..=10).contains(&texts.count()), "{scripts:?}");
    Ok(())
}

#[tokio::test]
async fn slips_of_the_fingers_and_missing_words_are_forgiven_and_told() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    open_search(&browser).await?;
    browser.type_keys("isolatoin levle").await?;
    browser
        .until("document.querySelector('.search-results a').pathname.endsWith('/isolation-levels.html')")
        .await?;
    browser
        .until("document.querySelector('.search-status').textContent.includes('Nothing holds “isolatoin”; looked for instead: isolation')")
        .await?;
    browser
        .run(&ASK.replace("QUERY", "'quizzes aardvark preflight'"))
        .await?;
    browser
        .until("document.querySelector('.search-status').textContent.includes('Nothing holds all words')")
        .await
}

#[tokio::test]
async fn typing_goes_on_from_the_results() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&own().url("index.html")).await?;
    open_search(&browser).await?;
    browser.type_keys("event").await?;
    browser
        .until("document.querySelectorAll('.search-results a').length > 2")
        .await?;
    browser.press(fantoccini::key::Key::Down).await?;
    browser
        .until("document.activeElement.matches('.search-results a')")
        .await?;
    browser.type_keys(" loop").await?;
    browser
        .until_equal("document.querySelector('.search input').value", "eventloop")
        .await
}

#[tokio::test]
async fn the_page_for_what_is_not_there_searches_for_the_words_of_the_address() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .open(&own().url("old/write-skew-explained.html"))
        .await?;
    browser
        .until_equal(
            "document.querySelector('[data-lost] button').textContent",
            "Search for “old write skew explained”",
        )
        .await?;
    browser.click("[data-lost] button").await?;
    browser
        .until("document.querySelector('.search-results a').pathname.endsWith('/isolation-levels.html')")
        .await
}

async fn open_search(browser: &Browser) -> Test {
    browser.press('/').await?;
    browser
        .until("document.getElementById('ui.search').open && window.COURSEBOOK_TEXT")
        .await?;
    // The status is empty again once the index is there.
    browser
        .until("document.querySelector('.search-status').textContent === ''")
        .await
}
