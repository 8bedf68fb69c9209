//! A learner whose pointer does nothing but single clicks: no dragging, and no key but letters for
//! what is typed.

use crate::support::{Browser, Question, Test, fixture};
use serde_json::json;

/// Keeps what a single pointer cannot do: keys outside fields for text, and moves with a button down.
const WATCH: &str = "
    window.beyondClicks = [];
    const watch = (kind, isBeyond) => addEventListener(kind, (event) => {
        if (isBeyond(event)) { beyondClicks.push(`${kind} on ${event.target.outerHTML.slice(0, 80)}`); }
    }, true);
    watch('keydown', ({ target }) => !target.matches('input[type=text], textarea'));
    watch('pointermove', ({ buttons }) => buttons !== 0);
    watch('dragstart', () => true);";

/// What is said of each question of the two pages in the end.
const VERDICTS: [(&str, &[(&str, &str)]); 2] = [
    (
        "questions/index.html",
        &[
            ("types/one", "Right."),
            ("types/several", "Right."),
            ("types/claim", "Right."),
            ("types/word", "Right."),
            ("types/number", "Right."),
        ],
    ),
    (
        "questions/more.html",
        &[
            ("uses/before", "Noted. Read on: the text answers this."),
            ("uses/first", "Right."),
            ("uses/later", "Right."),
            ("more/guess", "Right."),
            ("more/steps", "Right."),
            ("more/swaps", "Right."),
            ("more/caches", "Right."),
            ("more/retries", "Right."),
            ("more/prints", "Right."),
            ("more/fails", "Right."),
            ("more/design", "Saved: 100 % of the points."),
        ],
    ),
];

#[tokio::test]
async fn every_type_of_question_is_answered_by_single_clicks() -> Test {
    let browser = Browser::chromium().await?;
    answers_with_clicks(&browser, |page| Ok(fixture().url(page))).await
}

#[tokio::test]
async fn from_disk_every_type_of_question_is_answered_and_kept() -> Test {
    let browser = Browser::chromium().await?;
    answers_with_clicks(&browser, |page| fixture().file_url(page)).await
}

/// Answers one question of each type, by clicks and letters alone, and finds all kept after a reload.
pub(crate) async fn answers_with_clicks(
    browser: &Browser,
    url: impl Fn(&str) -> Test<String>,
) -> Test {
    for (page, verdicts) in VERDICTS {
        browser.open(&url(page)?).await?;
        browser.run("localStorage.clear();").await?;
        browser.reload().await?;
        browser.run(WATCH).await?;
        match page {
            "questions/index.html" => picks_and_lines(browser).await?,
            _ => all_others(browser).await?,
        }
        browser.until_equal("beyondClicks", json!([])).await?;
        for _ in ["at once", "after a reload"] {
            for (key, verdict) in verdicts {
                browser.question(key).until_verdict(verdict).await?;
            }
            browser.reload().await?;
        }
    }
    Ok(())
}

async fn picks_and_lines(browser: &Browser) -> Test {
    browser.question("types/one").answer(&["log"]).await?;
    let several = browser.question("types/several");
    several.answer(&["disk", "replica"]).await?;
    browser.question("types/claim").answer(&["true"]).await?;
    let word = browser.question("types/word");
    word.type_into(0, "idempotent").await?;
    word.press("Check").await?;
    let number = browser.question("types/number");
    number.type_into(0, "500 kB").await?;
    number.press("Check").await
}

async fn all_others(browser: &Browser) -> Test {
    let guess = browser.question("uses/before");
    guess.choose(&["done"]).await?;
    guess.press("This is my guess").await?;
    let first = browser.question("uses/first");
    first.type_into(0, "retry").await?;
    first.press("Check").await?;
    browser.click(".quiz-more > summary").await?;
    browser.question("uses/later").answer(&["false"]).await?;

    let estimate = browser.question("more/guess");
    estimate.type_into(0, "500000").await?;
    estimate.press("Check").await?;
    let steps = browser.question("more/steps");
    let leave_out = format!("{} .part-moves button:last-child", steps.part("unlock"));
    browser.click(&leave_out).await?;
    arrange(browser, &steps, &["prepare", "vote", "record", "tell"]).await?;
    steps.press("Check").await?;
    let swaps = browser.question("more/swaps");
    arrange(browser, &swaps, &["socks", "left", "right"]).await?;
    swaps.press("Check").await?;
    let caches = browser.question("more/caches");
    for (row, side) in ["through", "back", "aside"].iter().enumerate() {
        caches.select(row, side).await?;
    }
    caches.press("Check").await?;
    let retries = browser.question("more/retries");
    retries.type_into(0, "idempotent").await?;
    retries.type_into(1, "backoff").await?;
    retries.select(0, "jitter").await?;
    retries.press("Check").await?;
    let prints = browser.question("more/prints");
    prints.type_into(0, "2\nundefined").await?;
    prints.press("Check").await?;
    let fails = browser.question("more/fails");
    fails.choose_radio("fails").await?;
    fails.type_into(0, "line 2").await?;
    fails.press("Check").await?;
    let design = browser.question("more/design");
    design
        .type_into(0, "The server keeps key and result.")
        .await?;
    design.press("Compare").await?;
    for criterion in ["key", "atom", "replay"] {
        design.tick(criterion).await?;
    }
    design.press("Save").await
}

/// Moves the items of an order by its buttons until these are in place.
pub(crate) async fn arrange(browser: &Browser, question: &Question<'_>, ids: &[&str]) -> Test {
    for (place, id) in ids.iter().enumerate() {
        while question.place_of(id).await? > place {
            let up = format!("{} .part-moves button:first-child", question.part(id));
            browser.click(&up).await?;
        }
    }
    Ok(())
}
