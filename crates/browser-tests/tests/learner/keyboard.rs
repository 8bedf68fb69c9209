//! A learner without a pointer.

use crate::support::{Browser, Test, fixture};
use anyhow::bail;
use fantoccini::key::Key;
use serde_json::json;

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

/// Keeps what a learner without a pointer cannot do.
const WATCH: &str = "
    window.pointed = [];
    addEventListener('pointerdown', ({ target }) => pointed.push(target.outerHTML.slice(0, 80)), true);";

/// Answers one question of each type, from a page that holds none.
pub(crate) async fn answers_with_keys(browser: &Browser) -> Test {
    open(browser, "questions/index.html").await?;
    picks_and_lines(browser).await?;
    browser.until_equal("pointed", json!([])).await?;
    open(browser, "questions/more.html").await?;
    guess_and_estimate(browser).await?;
    order_and_pairs(browser).await?;
    blanks_and_output(browser).await?;
    own_words(browser).await?;
    browser.until_equal("pointed", json!([])).await
}

async fn open(browser: &Browser, page: &str) -> Test {
    browser.open(&fixture().url(page)).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser.run(WATCH).await.map(|_| ())
}

/// The selector of something in a question.
fn within(key: &str, selector: &str) -> String {
    format!("[data-question='{key}'] {selector}")
}

async fn check(browser: &Browser, key: &str, verdict: &str) -> Test {
    tab_to(browser, &within(key, ".question-check")).await?;
    browser.press(Key::Enter).await?;
    browser.question(key).until_verdict(verdict).await
}

async fn picks_and_lines(browser: &Browser) -> Test {
    tab_to(browser, &within("types/one", ".choice input")).await?;
    browser.press(Key::Space).await?;
    // From one choice to the next, until the right one has it.
    press_until(browser, Key::Down, "log").await?;
    check(browser, "types/one", "Right.").await?;

    tab_to(browser, &within("types/several", ".choice input")).await?;
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

    tab_to(browser, &within("types/claim", ".choice input")).await?;
    browser.press(Key::Space).await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/claim")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, &within("types/word", ".question-input")).await?;
    browser.type_keys("idempotent").await?;
    browser.press(Key::Enter).await?;
    browser
        .question("types/word")
        .until_verdict("Right.")
        .await?;

    tab_to(browser, &within("types/number", ".question-input")).await?;
    browser.type_keys("500").await?;
    tab_to(browser, &within("types/number", ".question-check")).await?;
    browser.press(Key::Space).await?;
    browser
        .question("types/number")
        .until_verdict("Right.")
        .await?;
    browser
        .until("document.activeElement.closest('[data-question=\"types/number\"]')")
        .await
}

async fn guess_and_estimate(browser: &Browser) -> Test {
    tab_to(browser, &within("uses/before", ".choice input")).await?;
    browser.press(Key::Space).await?;
    check(
        browser,
        "uses/before",
        "Noted. Read on: the text answers this.",
    )
    .await?;

    let estimate = browser.question("more/guess");
    for (place, shows) in [
        (2, "A disk with a moving arm serves a hundred."),
        (3, "This is the answer."),
    ] {
        let button = format!(".question-actions button:nth-child({place})");
        tab_to(browser, &within("more/guess", &button)).await?;
        browser.press(Key::Enter).await?;
        estimate.until_shows(shows).await?;
    }
    // The focus went from the button that is gone to the one that begins anew, and from there to
    // the empty field.
    browser.press(Key::Enter).await?;
    estimate.until_verdict("").await?;
    browser.type_keys("500000").await?;
    browser.press(Key::Enter).await?;
    estimate.until_verdict("Right.").await
}

async fn order_and_pairs(browser: &Browser) -> Test {
    let steps = browser.question("more/steps");
    let button = |id: &str, which: &str| {
        let part = format!("[data-id={id}] .part-moves button:{which}");
        within("more/steps", &part)
    };
    tab_to(browser, &button("unlock", "last-child")).await?;
    browser.press(Key::Enter).await?;
    for (place, id) in ["prepare", "vote", "record", "tell"].iter().enumerate() {
        tab_to(browser, &button(id, "first-child")).await?;
        while steps.place_of(id).await? > place {
            browser.press(Key::Up).await?;
        }
    }
    check(browser, "more/steps", "Right.").await?;

    for (row, side) in ["through", "back", "aside"].iter().enumerate() {
        let list = format!(".question-left > :nth-child({}) select", row + 1);
        tab_to(browser, &within("more/caches", &list)).await?;
        press_until(browser, Key::Down, side).await?;
    }
    check(browser, "more/caches", "Right.").await
}

async fn blanks_and_output(browser: &Browser) -> Test {
    tab_to(browser, &within("more/retries", "input[type=text]")).await?;
    browser.type_keys("idempotent").await?;
    browser.press(Key::Tab).await?;
    browser.type_keys("backoff").await?;
    browser.press(Key::Tab).await?;
    press_until(browser, Key::Down, "jitter").await?;
    check(browser, "more/retries", "Right.").await?;

    tab_to(browser, &within("more/prints", "textarea")).await?;
    browser.type_keys("2").await?;
    browser.press(Key::Enter).await?;
    browser.type_keys("undefined").await?;
    check(browser, "more/prints", "Right.").await?;

    tab_to(
        browser,
        &within("more/fails", ".question-fields input[type=radio]"),
    )
    .await?;
    browser.press(Key::Space).await?;
    press_until(browser, Key::Down, "fails").await?;
    tab_to(browser, &within("more/fails", "textarea")).await?;
    browser.type_keys("2").await?;
    check(browser, "more/fails", "Right.").await
}

async fn own_words(browser: &Browser) -> Test {
    let design = browser.question("more/design");
    tab_to(browser, &within("more/design", "textarea")).await?;
    browser
        .type_keys("The server keeps key and result.")
        .await?;
    check(
        browser,
        "more/design",
        "Tick what your answer has, then save.",
    )
    .await?;
    // The first of the things to look for has the focus.
    for _ in ["the key", "one transaction"] {
        browser.press(Key::Space).await?;
        browser.press(Key::Tab).await?;
    }
    tab_to(
        browser,
        &within("more/design", ".answer-criteria .question-check"),
    )
    .await?;
    browser.press(Key::Enter).await?;
    design.until_verdict("Saved: 75 % of the points.").await
}

/// Presses a key until what has the focus has this value.
async fn press_until(browser: &Browser, key: Key, value: &str) -> Test {
    for _ in 0..8 {
        if browser.value("document.activeElement.value").await? == value {
            return Ok(());
        }
        browser.press(key).await?;
    }
    bail!("the key does not lead to `{value}`")
}

/// Presses the tab key, forwards or backwards, until an element has the focus.
async fn tab_to(browser: &Browser, selector: &str) -> Test {
    let where_to = format!(
        "const [active, wanted] = [document.activeElement, document.querySelector(`{selector}`)];
        const isBehind = active.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING;
        return active.matches(`{selector}`) ? 'here' : isBehind ? 'forwards' : 'backwards';"
    );
    for _ in 0..120 {
        let held = match browser.run(&where_to).await?.as_str() {
            Some("here") => return Ok(()),
            Some("forwards") => None,
            _ => Some(Key::Shift.into()),
        };
        browser.press_with(held.as_slice(), Key::Tab).await?;
    }
    bail!("the tab key does not lead to `{selector}`")
}
