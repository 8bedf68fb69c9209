//! What a chapter does for whoever reads it: tabs, copies of code, terms, notes at the side,
//! formulas, the way to report a mistake.

use crate::support::{Browser, Test, fixture, own};
use fantoccini::key::Key;
use serde_json::json;

/// The names of the tabs that are shown, group by group.
const SHOWN: &str = "[...document.querySelectorAll('.code-tabs')].map((group) => [...group.querySelectorAll('.code-figure')].filter((figure) => !figure.parentElement.hidden).map((figure) => figure.dataset.tab).join())";

async fn open(browser: &Browser) -> Test {
    browser.open(&fixture().url("reading.html")).await
}

#[tokio::test]
async fn a_tab_is_chosen_for_the_whole_book() -> Test {
    tabs_are_remembered(&Browser::chromium().await?).await
}

pub(crate) async fn tabs_are_remembered(browser: &Browser) -> Test {
    open(browser).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.until_equal(SHOWN, json!(["Node.js", "Go"])).await?;
    browser.click_button(".code-tabs", "Go").await?;
    browser.until_equal(SHOWN, json!(["Go", "Go"])).await?;
    // With the keys, to the end and round.
    browser
        .run("document.querySelectorAll('.tab-list')[1].querySelector('[aria-selected=true]').focus();")
        .await?;
    browser.press(Key::End).await?;
    browser.until_equal(SHOWN, json!(["Go", "Python"])).await?;
    browser
        .until_equal("document.activeElement.textContent", "Python")
        .await?;
    browser.press(Key::Right).await?;
    browser.until_equal(SHOWN, json!(["Go", "Go"])).await?;
    browser.press(Key::Right).await?;
    browser
        .until_equal(SHOWN, json!(["Node.js", "Node.js"]))
        .await?;
    browser.reload().await?;
    browser
        .until_equal(SHOWN, json!(["Node.js", "Node.js"]))
        .await
}

/// The browser passes over questions that are far from the window; what is behind them must not
/// move when it looks at them again.
#[tokio::test]
async fn links_lead_to_their_headings_behind_many_questions() -> Test {
    const LAST: &str = "[...document.querySelectorAll('.content h2[id]')].at(-1)";
    const SETTLED: &str = "document.querySelector('.quizzes-settled .question')";
    let browser = Browser::chromium().await?;
    browser
        .open(&own().url("phase-1-foundations/idempotency.html"))
        .await?;
    let top = format!("{LAST}.getBoundingClientRect().top");
    let is_at_its_place = format!("{top} >= 0 && {top} < 150");
    for width in [1280, 500] {
        browser.set_width(width).await?;
        browser.until(SETTLED).await?;
        browser.run("scrollTo(0, 0);").await?;
        browser
            .run(&format!("location.hash = ''; location.hash = {LAST}.id;"))
            .await?;
        browser.until(&is_at_its_place).await?;
        browser
            .run("return new Promise((resolve) => setTimeout(resolve, 300));")
            .await?;
        browser.until_equal(&is_at_its_place, true).await?;
        let passed_over = "getComputedStyle(document.querySelector('.question')).contentVisibility";
        browser.until_equal(passed_over, "auto").await?;
    }
    Ok(())
}

#[tokio::test]
async fn code_is_copied_without_its_marks() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser).await?;
    browser
        .run("window.copied = []; navigator.clipboard.writeText = async (text) => { window.copied.push(text); };")
        .await?;
    browser.click(".code-figure .copy-button").await?;
    browser
        .until_equal(
            "window.copied[0]",
            "const answer = await send();\nconsole.log(answer);",
        )
        .await?;
    browser
        .until("document.querySelector('.announcements').textContent === 'Copied'")
        .await?;
    browser
        .until_equal(
            "document.querySelector('.code-figure mark').textContent",
            "console.log(answer);\n",
        )
        .await
}

#[tokio::test]
async fn a_term_is_explained_to_pointer_and_keyboard() -> Test {
    term_is_explained(&Browser::chromium().await?).await
}

pub(crate) async fn term_is_explained(browser: &Browser) -> Test {
    open(browser).await?;
    let described = "(() => { const term = document.querySelector('a.term'); return document.getElementById(term.getAttribute('aria-describedby')).textContent; })()";
    let definition = "Doing it twice has the effect of doing it once.";
    browser.until_equal(described, definition).await?;
    browser
        .run("document.querySelector('a.term').focus();")
        .await?;
    browser
        .until_equal(
            "document.querySelector('.term-shown').textContent",
            definition,
        )
        .await?;
    browser.press(Key::Escape).await?;
    browser
        .until("!document.querySelector('.term-shown')")
        .await?;
    browser.click("a.term").await?;
    browser
        .until("location.pathname.endsWith('/glossary.html') && location.hash === '#idempotence'")
        .await
}

#[tokio::test]
async fn footnotes_stand_beside_the_text_where_there_is_room() -> Test {
    let browser = Browser::chromium().await?;
    browser.set_width(1500).await?;
    open(&browser).await?;
    browser
        .until("document.querySelector('.footnotes').matches('.are-beside')")
        .await?;
    let overlaps = "(() => {
        const boxes = [...document.querySelectorAll('.footnotes li')].map((note) => note.getBoundingClientRect());
        const others = [...document.querySelectorAll('.content > :not(.footnotes)')].map((part) => part.getBoundingClientRect());
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return boxes.some((box, place) => others.some((other) => meet(box, other)) || boxes.slice(0, place).some((other) => meet(box, other)));
    })()";
    browser.until_equal(overlaps, false).await?;
    let distance = "Math.abs(document.querySelector('.footnotes li').getBoundingClientRect().top - document.querySelector('.footnote-reference').getBoundingClientRect().top)";
    let near = browser.value(&format!("{distance} < 200")).await?;
    assert_eq!(near, true, "{}", browser.value(distance).await?);
    browser.set_width(800).await?;
    browser
        .until("!document.querySelector('.footnotes').matches('.are-beside')")
        .await?;
    browser
        .until("document.querySelector('.footnotes li').getBoundingClientRect().top > document.querySelector('#notes-here').getBoundingClientRect().top")
        .await
}

#[tokio::test]
async fn formulas_are_drawn_by_the_browser_itself() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser).await?;
    browser
        .until_equal("document.querySelectorAll('.content math').length", 3)
        .await?;
    browser
        .until("document.querySelector('math mfrac').getBoundingClientRect().height > document.querySelector('math mi').getBoundingClientRect().height")
        .await?;
    assert!(browser.troubles().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_mistake_is_reported_with_its_page() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser).await?;
    let link = "new URL(document.querySelector('.page-links a').href)";
    browser
        .until_equal(&format!("{link}.pathname"), "/example/course/issues/new")
        .await?;
    browser
        .until(&format!(
            "{link}.searchParams.get('body').includes('content/reading.md')"
        ))
        .await?;
    browser
        .until(&format!(
            "{link}.searchParams.get('title').includes('Reading')"
        ))
        .await
}
