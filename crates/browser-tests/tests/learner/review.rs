//! The page Review, and the list of all questions.

use crate::support::{Browser, Test, fixture};
use serde_json::json;

/// Answers given long ago: by question, how many days, the outcome, how sure.
const LOGS: &str = "
    const day = 86400000;
    const now = Date.now();
    // The list of all questions has their revisions; elsewhere it does not matter which it was.
    const revision = (key) => document.querySelector(`[data-asked='${key}']`)?.dataset.rev || 'unknown';
    const attempt = (key, days, outcome, confidence, rev = revision(key)) => {
        const name = `cb1:small:a:${key}:${(now - days * day).toString(36)}-1`;
        localStorage.setItem(name, `${rev},${outcome},1,${confidence},log`);
    };
    attempt('types/one', 90, 2, 0);
    attempt('types/several', 40, 0, 0);
    attempt('edited/kept', 35, 2, 2);
    attempt('types/claim', 0, 0, 2);";

async fn open(browser: &Browser, page: &str) -> Test {
    browser.open(&fixture().url(page)).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await
}

#[tokio::test]
async fn what_is_due_is_asked_first_then_what_went_wrong_for_sure() -> Test {
    due_questions_are_asked(&Browser::chromium().await?).await
}

pub(crate) async fn due_questions_are_asked(browser: &Browser) -> Test {
    open(browser, "review.html").await?;
    browser
        .until_equal(
            "document.querySelector('[data-review-standing]').textContent",
            "Nothing is due. Once you have answered questions in the chapters, they come back here.",
        )
        .await?;
    browser.run(LOGS).await?;
    browser.reload().await?;
    browser
        .until("document.querySelector('[data-review-standing]').textContent.startsWith('Due: 3. Wrong though you were sure: 1.')")
        .await?;
    browser
        .until_equal(
            "document.querySelector('[data-due-count]').textContent",
            "3",
        )
        .await?;

    browser.click("[data-review-due]").await?;
    let mut asked = Vec::new();
    for number in 1..=4 {
        browser
            .until_equal(
                "document.querySelector('[data-session] h2').textContent",
                format!("Question {number} of 4"),
            )
            .await?;
        browser
            .until(
                "document.querySelector('[data-session-question] .question')?.dataset.state === ''",
            )
            .await?;
        let key = browser
            .value("document.querySelector('[data-session-question] .question').dataset.question")
            .await?;
        let key = key.as_str().unwrap_or_default().to_owned();
        browser.question(&key).press("Show answer").await?;
        asked.push(key);
        browser.click("[data-session-next]").await?;
    }
    assert_eq!(
        asked[3], "types/claim",
        "the confident error comes after what is due"
    );
    asked.sort();
    assert_eq!(
        asked,
        ["edited/kept", "types/claim", "types/one", "types/several"]
    );
    browser
        .until_equal(
            "document.querySelector('[data-summary-counts]').textContent",
            "Right: 0. Wrong: 4. Left out: 0.",
        )
        .await?;
    // Each leads to what answers it, or else to its chapter.
    browser
        .until_equal(
            "[...document.querySelectorAll('[data-summary-missed] a')].map(({ href }) => href).filter((href) => href.endsWith('/questions/index.html#questions')).length",
            1,
        )
        .await?;
    // Shown answers are attempts: nothing stays due today.
    browser
        .until_equal(
            "Promise.all(['types/one', 'edited/kept'].map((id) => coursebookQuiz.standing(id).then(({ due }) => due > Date.now())))",
            json!([true, true]),
        )
        .await
}

#[tokio::test]
async fn practice_asks_ten_questions_none_of_them_twice_and_links_each_to_its_chapter() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser, "review.html").await?;
    browser.click("[data-practise] button").await?;
    let mut keys = Vec::new();
    loop {
        browser
            .until("document.querySelector('[data-session-question] .question') || !document.querySelector('[data-summary]').hidden")
            .await?;
        if browser
            .value("document.querySelector('[data-summary]').hidden")
            .await?
            == false
        {
            break;
        }
        let seen = browser
            .value("[document.querySelector('[data-session-question] .question').dataset.question, document.querySelector('[data-session-from]').href]")
            .await?;
        keys.push(seen[0].as_str().unwrap_or_default().to_owned());
        let from = seen[1].as_str().unwrap_or_default().to_owned();
        assert!(from.contains("/questions/"), "{from}");
        browser.click("[data-session-next]").await?;
    }
    assert_eq!(keys.len(), 10, "ten at a time: {keys:?}");
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 10, "no question twice");
    Ok(())
}

#[tokio::test]
async fn what_is_kept_for_examinations_is_practised_and_never_due() -> Test {
    examination_is_practised(&Browser::chromium().await?).await
}

pub(crate) async fn examination_is_practised(browser: &Browser) -> Test {
    open(browser, "review.html").await?;
    // Both were answered wrongly long ago; only the one for review comes back by itself.
    browser
        .run(&format!(
            "{LOGS} localStorage.clear();
            attempt('uses/examined', 90, 0, 0);
            attempt('uses/repeated', 90, 0, 0);"
        ))
        .await?;
    browser.reload().await?;
    browser
        .until("document.querySelector('[data-review-standing]').textContent.startsWith('Due: 1.')")
        .await?;
    browser.click("[data-review-due]").await?;
    let asked = "document.querySelector('[data-session-question] .question')?.dataset.question";
    browser.until_equal(asked, "uses/repeated").await?;
    browser.click("[data-session-end]").await?;
    browser.click("[data-summary-back]").await?;

    let topics = browser.find("[data-practise] [name=tag]").await?;
    topics.select_by_label("examination").await?;
    browser.click("[data-practise] button").await?;
    // The other question of the topic was asked on this visit already.
    browser
        .until_equal(
            "document.querySelector('[data-session] h2').textContent",
            "Question 1 of 1",
        )
        .await?;
    browser.until_equal(asked, "uses/examined").await?;
    let examined = browser.question("uses/examined");
    examined.answer(&["true"]).await?;
    examined.until_verdict("Right.").await?;
    browser
        .until_equal("coursebookProgress.attempts('uses/examined').length", 2)
        .await
}

#[tokio::test]
async fn the_list_of_questions_is_filtered_and_the_filter_can_be_linked() -> Test {
    list_is_filtered(&Browser::chromium().await?).await
}

pub(crate) async fn list_is_filtered(browser: &Browser) -> Test {
    open(browser, "questions.html").await?;
    let total = browser
        .value("document.querySelectorAll('[data-asked]').length")
        .await?;
    assert!(total.as_u64() > Some(10));
    let shown = "[...document.querySelectorAll('[data-asked]')].filter((line) => !line.hidden).map(({ dataset }) => dataset.asked)";
    let types = browser.find("[name=type]").await?;
    types.select_by_value("order").await?;
    browser
        .until_equal(shown, json!(["more/steps", "more/swaps"]))
        .await?;
    assert!(browser.url().await?.ends_with("#type=order"));
    browser
        .until_equal(
            "document.querySelector('[data-filtered]').textContent",
            format!("Questions shown: 2 of {total}"),
        )
        .await?;
    browser.reload().await?;
    browser
        .until_equal(shown, json!(["more/steps", "more/swaps"]))
        .await?;
    browser.click("[data-filters] [type=reset]").await?;
    let difficulty = browser.find("[name=difficulty]").await?;
    difficulty.select_by_label("2").await?;
    browser.until_equal(shown, json!(["types/one"])).await?;
    browser
        .run(&format!("{LOGS} attempt('types/word', 1, 2, 0, 'older');"))
        .await?;
    browser
        .open(&fixture().url("questions.html?edited#state=changed"))
        .await?;
    browser.until_equal(shown, json!(["types/word"])).await?;
    browser
        .open(&fixture().url("questions.html?again#state=wrong"))
        .await?;
    browser
        .until_equal(shown, json!(["types/several", "types/claim"]))
        .await?;
    browser.click("[data-asked='types/claim'] a").await?;
    browser
        .until("location.pathname.endsWith('/questions/index.html')")
        .await
}
