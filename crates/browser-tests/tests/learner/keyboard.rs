//! A learner without a pointer.

use crate::support::{Browser, Test, fixture};
use anyhow::bail;
use fantoccini::key::Key;

/// Whether the element with the focus is marked, itself or what it is drawn on, and on top.
const FOCUS: &str = "
    const element = document.activeElement;
    const { left, top, width, height } = element.getClientRects()[0];
    const isMarked = (element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    };
    const onTop = document.elementFromPoint(left + width / 2, top + height / 2);
    const isOnTop = onTop !== null && (onTop.contains(element) || element.contains(onTop));
    const isSeen = element === document.body || (isOnTop && (isMarked(element) || isMarked(element.parentElement)));
    return isSeen ? 'seen' : `not seen: ${element.outerHTML.slice(0, 150)}`;";

#[tokio::test]
async fn the_first_tab_leads_past_the_contents() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("boxes.html")).await?;
    browser.press(Key::Tab).await?;
    browser
        .until("document.activeElement.matches('.skip-link')")
        .await?;
    assert!(
        browser.sees(".skip-link").await?,
        "the link is not seen when it has the focus"
    );
    browser.press(Key::Enter).await?;
    browser.press(Key::Tab).await?;
    browser
        .until("document.activeElement.closest('main')")
        .await
}

#[tokio::test]
async fn a_box_is_ticked_with_keys_alone() -> Test {
    let browser = Browser::chromium().await?;
    ticks_with_keys(&browser).await
}

#[tokio::test]
async fn every_type_of_question_is_answered_with_keys_alone() -> Test {
    let browser = Browser::chromium().await?;
    answers_with_keys(&browser).await
}

#[tokio::test]
async fn what_has_the_focus_is_seen_and_nothing_covers_it() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    let backwards = [Key::Shift.into()];
    for held in [&[][..], &backwards] {
        for _ in 0..40 {
            browser.press_with(held, Key::Tab).await?;
            assert_eq!(browser.run(FOCUS).await?, "seen");
        }
    }
    Ok(())
}

pub(crate) async fn ticks_with_keys(browser: &Browser) -> Test {
    browser.open(&fixture().url("boxes.html")).await?;
    tab_to(browser, "#task-run-code").await?;
    let ticked = browser.value("document.activeElement.checked").await? == true;
    browser.press(Key::Space).await?;
    browser.until_ticked("run-code", !ticked).await?;
    browser.reload().await?;
    browser.until_ticked("run-code", !ticked).await
}

pub(crate) async fn answers_with_keys(browser: &Browser) -> Test {
    browser.open(&fixture().url("questions/index.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;

    tab_to(browser, "[data-question='types/one'] input").await?;
    browser.press(Key::Space).await?;
    // From one choice to the next, until the right one has it.
    for _ in 0..2 {
        if browser.value("document.activeElement.value").await? != "log" {
            browser.press(Key::Down).await?;
        }
    }
    tab_to(browser, "[data-question='types/one'] .question-check").await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/one")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, "[data-question='types/several'] input").await?;
    for _ in ["three", "choices", "there are"] {
        if browser.value("document.activeElement.value").await? != "memory" {
            browser.press(Key::Space).await?;
        }
        browser.press(Key::Tab).await?;
    }
    browser.press_with(&[Key::Shift.into()], Key::Tab).await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/several")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, "[data-question='types/claim'] input").await?;
    browser.press(Key::Space).await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/claim")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, "[data-question='types/word'] input").await?;
    browser.type_keys("idempotent").await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/word")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, "[data-question='types/number'] input").await?;
    browser.type_keys("500").await?;
    tab_to(browser, "[data-question='types/number'] .question-check").await?;
    browser.press(Key::Space).await?;
    browser
        .question("types/number")
        .until_verdict("Right.")
        .await?;
    browser
        .until("document.activeElement.closest('[data-question=\"types/number\"]')")
        .await
}

/// Presses the tab key until an element has the focus.
async fn tab_to(browser: &Browser, selector: &str) -> Test {
    for _ in 0..80 {
        if browser
            .value(&format!("document.activeElement.matches(`{selector}`)"))
            .await?
            == true
        {
            return Ok(());
        }
        browser.press(Key::Tab).await?;
    }
    bail!("the tab key does not lead to `{selector}`")
}
