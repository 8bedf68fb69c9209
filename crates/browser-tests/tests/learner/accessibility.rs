//! What a machine can find of barriers: nothing, in light and dark, on every kind of page.

use crate::support::{Browser, Test, fixture, own};
use fantoccini::key::Key;

#[tokio::test]
async fn no_barrier_on_any_page() -> Test {
    let browser = Browser::chromium().await?;
    let mut barriers = Vec::new();
    for page in own()
        .pages()
        .iter()
        .map(String::as_str)
        .chain(["no/such/page.html"])
    {
        browser.open(&own().url(page)).await?;
        barriers.extend(barriers_in_both_themes(&browser, page).await?);
    }
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    Ok(())
}

#[tokio::test]
async fn no_barrier_in_boxes_and_questions_in_any_state() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("boxes.html")).await?;
    for task in ["read-table", "run-code", "draw-diagram"] {
        browser.click_box(task).await?;
    }
    browser
        .until("!document.querySelector('.chapter-state-done').hidden")
        .await?;
    let mut barriers = barriers_in_both_themes(&browser, "ticked boxes").await?;

    browser.open(&fixture().url("questions/index.html")).await?;
    browser.question("types/one").answer(&["page"]).await?;
    browser.question("types/several").answer(&["disk"]).await?;
    browser.question("types/claim").answer(&["true"]).await?;
    browser
        .question("types/word")
        .answer_with("idempotant")
        .await?;
    browser
        .question("types/number")
        .press("Show answer")
        .await?;
    browser
        .question("types/number")
        .until_verdict("This is the answer.")
        .await?;
    barriers.extend(barriers_in_both_themes(&browser, "answered questions").await?);
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    Ok(())
}

#[tokio::test]
async fn no_barrier_in_what_opens_over_the_page() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_width(400).await?;
    let page = own().url("phase-1-foundations/idempotency.html");
    let mut barriers = Vec::new();
    for button in [".contents-button", ".theme-button", ".outline-button"] {
        browser.open(&page).await?;
        browser.click(button).await?;
        barriers.extend(barriers_in_both_themes(&browser, button).await?);
    }
    browser.open(&page).await?;
    browser.press_with(&[Key::Control.into()], 'k').await?;
    browser
        .until("document.getElementById('ui.search').open")
        .await?;
    browser.type_keys("retry").await?;
    browser
        .until("document.querySelector('.search-results a')")
        .await?;
    barriers.extend(barriers_in_both_themes(&browser, "search").await?);
    browser
        .run("localStorage.setItem('cb1:backend-mastery:x:broken', 'no register');")
        .await?;
    browser.open(&page).await?;
    browser.until("document.querySelector('.notice')").await?;
    barriers.extend(barriers_in_both_themes(&browser, "notice").await?);
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    Ok(())
}

#[tokio::test]
async fn no_barrier_in_tabs_terms_and_notes() -> Test {
    let browser = Browser::chromium().await?;
    let mut barriers = Vec::new();
    for width in [1500, 390] {
        browser.set_width(width).await?;
        browser.open(&fixture().url("reading.html")).await?;
        browser
            .until("document.querySelector('.mark-button')")
            .await?;
        browser
            .run("document.querySelector('a.term').focus();")
            .await?;
        browser
            .until("document.querySelector('.term-shown')")
            .await?;
        barriers.extend(barriers_in_both_themes(&browser, "reading").await?);
        browser
            .run("document.querySelector('.mark-button').click(); document.querySelector('.mark-form textarea').value = 'note';")
            .await?;
        barriers.extend(barriers_in_both_themes(&browser, "the form of a note").await?);
        browser.click_button(".mark-form", "Keep").await?;
        browser
            .until("document.querySelector('.mark-note')")
            .await?;
        barriers.extend(barriers_in_both_themes(&browser, "a note").await?);
    }
    browser.open(&fixture().url("progress.html")).await?;
    browser
        .until("document.querySelector('.mark-list')")
        .await?;
    barriers.extend(barriers_in_both_themes(&browser, "the list of notes").await?);
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
    Ok(())
}

#[tokio::test]
async fn a_barrier_would_be_found() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("start.html")).await?;
    browser
        .run("document.querySelector('main').append(document.createElement('button'));")
        .await?;
    let barriers = browser.barriers().await?;
    assert!(
        barriers
            .iter()
            .any(|barrier| barrier.starts_with("button-name")),
        "{barriers:?}"
    );
    Ok(())
}

async fn barriers_in_both_themes(browser: &Browser, place: &str) -> Test<Vec<String>> {
    let mut barriers = Vec::new();
    for scheme in ["light", "dark"] {
        browser.set_system_colours(scheme).await?;
        let found = browser.barriers().await?;
        barriers.extend(
            found
                .into_iter()
                .map(|barrier| format!("{place}, {scheme}: {barrier}")),
        );
    }
    Ok(barriers)
}
