//! Questions that are not answered by picking or by typing one line, done by single clicks.

use crate::single_clicks::arrange;
use crate::support::{Browser, Question, Test, fixture};
use serde_json::json;

#[tokio::test]
async fn an_estimate_says_how_far_off_it_is() -> Test {
    estimate_counts_by_factors(&Browser::chromium().await?).await
}

#[tokio::test]
async fn an_order_is_made_by_clicks_and_what_does_not_belong_is_left_out() -> Test {
    order_is_made_by_clicks(&Browser::chromium().await?).await
}

#[tokio::test]
async fn each_row_of_a_match_is_judged_by_itself() -> Test {
    rows_are_matched(&Browser::chromium().await?).await
}

#[tokio::test]
async fn each_blank_of_a_cloze_is_judged_by_itself() -> Test {
    blanks_are_filled(&Browser::chromium().await?).await
}

#[tokio::test]
async fn what_a_program_prints_and_whether_it_fails_is_asked() -> Test {
    output_is_foretold(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_free_answer_is_kept_while_it_is_written_and_compared_with_a_model() -> Test {
    free_answer_is_compared(&Browser::chromium().await?).await
}

async fn open(browser: &Browser) -> Test {
    browser.open(&fixture().url("questions/more.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await
}

pub(crate) async fn estimate_counts_by_factors(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/guess");
    question.answer_with("quite many").await?;
    question.until_shows("This try does not count.").await?;
    question.answer_with("100 reads/s").await?;
    question
        .until_shows("Not right yet. Too low by a factor of")
        .await?;
    question
        .until_shows("That is a disk with a moving arm.")
        .await?;
    question
        .until_shows("A disk with a moving arm serves a hundred.")
        .await?;
    question.hides("Half a million, give or take").await?;
    question.answer_with("400 kreads/s").await?;
    for _ in ["at once", "after a reload"] {
        question
            .until_shows("Right, with help. You were off by a factor of 1.3.")
            .await?;
        question.until_shows("Half a million, give or take").await?;
        browser.reload().await?;
    }
    Ok(())
}

const STEPS: [&str; 4] = ["prepare", "vote", "record", "tell"];

pub(crate) async fn order_is_made_by_clicks(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/steps");
    arrange(
        browser,
        &question,
        &["unlock", "prepare", "vote", "record", "tell"],
    )
    .await?;
    question.press("Check").await?;
    question.until_shows("Tries left: 1.").await?;
    question
        .until_shows("Nobody is told what is not recorded.")
        .await?;
    question.hides("The decision is durable").await?;

    question.press("Leave out").await?;
    browser
        .until_equal(
            &format!(
                "document.querySelector('{}').closest('.question-out') !== null",
                question.part("unlock")
            ),
            true,
        )
        .await?;
    // Back in, and out again, by the buttons of its own.
    put(browser, &question, "unlock", true).await?;
    put(browser, &question, "unlock", false).await?;
    arrange(browser, &question, &STEPS).await?;
    question.press("Check").await?;
    for _ in ["at once", "after a reload"] {
        question.until_shows("Right, with help.").await?;
        question.until_shows("The decision is durable").await?;
        let listed = format!(
            "[...document.querySelectorAll('{} ol.question-parts > li')].map(({{ dataset }}) => dataset.id)",
            question.selector()
        );
        browser.until_equal(&listed, json!(STEPS)).await?;
        browser.reload().await?;
    }

    let swaps = browser.question("more/swaps");
    arrange(browser, &swaps, &["socks", "right", "left"]).await?;
    swaps.press("Check").await?;
    swaps.until_shows("Right.").await
}

/// Puts an item of an order in, or leaves it out.
async fn put(browser: &Browser, question: &Question<'_>, id: &str, inside: bool) -> Test {
    let item = question.part(id);
    let is_out = format!("document.querySelector('{item}').closest('.question-out') !== null");
    if (browser.value(&is_out).await? == true) == inside {
        browser
            .click(&format!("{item} .part-moves button:last-child"))
            .await?;
    }
    browser.until_equal(&is_out, !inside).await
}

pub(crate) async fn rows_are_matched(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/caches");
    question.press("Check").await?;
    question.until_verdict("Answer first.").await?;
    let rows = ["through", "aside", "back"];
    for (row, side) in rows.iter().enumerate() {
        question.select(row, side).await?;
    }
    question.press("Check").await?;
    question.until_shows("1 of 3 right.").await?;
    question.until_shows("Tries left: 1.").await?;
    question.hides("Write-back risks loss").await?;
    question.select(1, "back").await?;
    question.select(2, "aside").await?;
    question.press("Check").await?;
    for _ in ["at once", "after a reload"] {
        question.until_shows("Right, with help.").await?;
        question.until_shows("Slow, and nothing is lost.").await?;
        question.until_shows("Write-back risks loss").await?;
        browser.reload().await?;
    }
    Ok(())
}

pub(crate) async fn blanks_are_filled(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/retries");
    question.fill(0, "safe").await?;
    question.press("Check").await?;
    question.until_shows("Something is still empty.").await?;
    question.fill(1, "backof").await?;
    question.select(0, "jitter").await?;
    question.press("Check").await?;
    question.until_shows("check the spelling").await?;
    question.fill(1, "haste").await?;
    question.press("Check").await?;
    question.until_shows("2 of 3 right.").await?;
    question.hides("Jitter keeps clients").await?;
    question.fill(1, "Back-off").await?;
    question.press("Check").await?;
    for _ in ["at once", "after a reload"] {
        question.until_shows("Right, with help.").await?;
        question.until_shows("Jitter keeps clients").await?;
        browser.reload().await?;
    }
    Ok(())
}

pub(crate) async fn output_is_foretold(browser: &Browser) -> Test {
    open(browser).await?;
    let prints = browser.question("more/prints");
    prints.fill(0, "2\nnull").await?;
    prints.press("Check").await?;
    prints
        .until_shows("What is not there is undefined, not null.")
        .await?;
    prints.fill(0, "2  \nundefined\n").await?;
    prints.press("Check").await?;
    prints.until_shows("Right, with help.").await?;

    let fails = browser.question("more/fails");
    fails.choose_radio("fails").await?;
    fails.fill(0, "2").await?;
    fails.press("Check").await?;
    for _ in ["at once", "after a reload"] {
        fails.until_shows("Right.").await?;
        fails
            .until_shows("A constant cannot be assigned again.")
            .await?;
        browser.reload().await?;
    }
    Ok(())
}

const DESIGN: &str = "The client makes a key, the server keeps it with the result.";

pub(crate) async fn free_answer_is_compared(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/design");
    question.fill(0, "A key.").await?;
    question.press("Compare").await?;
    question.until_shows("Write at least 20 characters").await?;
    question.fill(0, DESIGN).await?;
    browser
        .until("coursebookProgress.draft('more/design').startsWith('The client makes')")
        .await?;
    browser.reload().await?;
    assert_eq!(question.written().await?, DESIGN);

    question.press("Compare").await?;
    question
        .until_shows("The client sends a key of its own choice.")
        .await?;
    for criterion in ["key", "atom"] {
        question.tick(criterion).await?;
    }
    question.press("Save").await?;
    for _ in ["at once", "after a reload"] {
        question.until_shows("Saved: 75 % of the points.").await?;
        question
            .until_shows("Marking yourself is the point")
            .await?;
        assert_eq!(question.written().await?, DESIGN);
        browser.reload().await?;
    }
    browser
        .until_equal("coursebookProgress.draft('more/design')", "")
        .await
}
