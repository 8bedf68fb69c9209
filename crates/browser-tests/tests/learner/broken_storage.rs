//! A browser whose storage is damaged, blocked or full.

use crate::support::{Browser, Test, fixture};
use fantoccini::key::Key;

const BOXES: &str = "boxes.html";
const QUESTIONS: &str = "questions/index.html";

/// The getter fails as it does where the reader blocks cookies.
const BLOCK: &str = "Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
});";

/// Pieces that get smaller, until not even a letter has room.
const FILL: &str = "
    let number = 0;
    for (let size = 1 << 20; size > 0; size >>= 1) {
        try {
            for (;;) {
                localStorage.setItem(`filler${number}`, 'x'.repeat(size));
                number += 1;
            }
        } catch (error) {}
    }
    return number;";

const EMPTY: &str = "
    for (const key of Object.keys(localStorage)) {
        if (key.startsWith('filler')) { localStorage.removeItem(key); }
    }";

#[tokio::test]
async fn a_damaged_entry_is_set_aside_and_told_once_and_the_rest_is_kept() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url(BOXES)).await?;
    browser.click_box("read-table").await?;
    browser.click_box("run-code").await?;
    browser
        .run("localStorage.setItem('cb1:small:x:run-code', '{garbage');")
        .await?;
    browser.reload().await?;
    browser.until_ticked("read-table", true).await?;
    browser.until_ticked("run-code", false).await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 1)
        .await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("Stored entries that could not be read were set aside: 1.")
    );
    browser
        .until_equal(
            "localStorage.getItem('cb1:small:bad:x:run-code')",
            "{garbage",
        )
        .await?;
    browser
        .until_equal(
            "localStorage.getItem('cb1:small:x:run-code')",
            serde_json::Value::Null,
        )
        .await?;

    browser
        .click_button(".notice", "Download my progress")
        .await?;
    let file = browser.downloaded().await?;
    assert_eq!(file["cb1:small:bad:x:run-code"], "{garbage");
    assert!(file.contains_key("cb1:small:x:read-table"), "{file:?}");

    browser.click_box("run-code").await?;
    browser.reload().await?;
    browser.until_ticked("run-code", true).await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 0)
        .await
}

#[tokio::test]
async fn without_storage_boxes_and_questions_work_and_the_page_says_what_is_lost() -> Test {
    let browser = Browser::chromium().await?;
    browser.before_every_page(BLOCK).await?;
    browser.open(&fixture().url(BOXES)).await?;
    assert!(
        browser
            .text(".notices[role=status] .notice")
            .await?
            .contains("Your progress is not being saved")
    );
    browser.click_box("read-table").await?;
    browser
        .until_equal(
            "document.querySelector('[data-progress-for=boxes]').textContent",
            "1/3",
        )
        .await?;
    browser.until_ticked("read-table", true).await?;
    browser
        .click_button(".notice", "Download my progress")
        .await?;
    let file = browser.downloaded().await?;
    assert!(file.contains_key("cb1:small:x:read-table"), "{file:?}");
    // Whoever dismisses it goes on where they were.
    browser
        .run(
            "document.getElementById('task-run-code').focus();
            document.querySelector('.notice-actions button:last-child').focus();",
        )
        .await?;
    browser.press(Key::Enter).await?;
    browser
        .until("document.activeElement.id === 'task-run-code'")
        .await?;
    browser.click_box("run-code").await?;
    browser
        .until_equal(
            "document.querySelector('[data-progress-for=boxes]').textContent",
            "2/3",
        )
        .await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 0)
        .await?;

    browser.open(&fixture().url(QUESTIONS)).await?;
    let question = browser.question("types/word");
    question.answer_with("commutative").await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    question.answer_with("idempotent").await?;
    question.until_verdict("Right, with help.").await?;
    browser
        .until_equal(
            "document.querySelector('[data-progress-for=questions]').textContent",
            "1/5",
        )
        .await
}

#[tokio::test]
async fn a_damaged_answer_is_set_aside_and_the_question_can_be_answered_again() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url(QUESTIONS)).await?;
    let (word, claim) = (
        browser.question("types/word"),
        browser.question("types/claim"),
    );
    for question in [&word, &claim] {
        match question.selector().contains("word") {
            true => question.answer_with("idempotent").await?,
            false => question.answer(&["true"]).await?,
        }
        question.until_verdict("Right.").await?;
    }
    browser
        .run(
            "for (const key of Object.keys(localStorage)) {
            if (key.includes(':a:types/word:')) { localStorage.setItem(key, '{garbage'); }
        }",
        )
        .await?;
    browser.reload().await?;
    claim.until_verdict("Right.").await?;
    word.until_verdict("").await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("Stored entries that could not be read were set aside: 1.")
    );
    word.answer_with("idempotent").await?;
    word.until_verdict("Right.").await?;
    browser.reload().await?;
    word.until_verdict("Right.").await
}

#[tokio::test]
async fn with_a_full_storage_questions_are_answered_and_kept_once_there_is_room() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url(QUESTIONS)).await?;
    browser.run(FILL).await?;
    let one = browser.question("types/one");
    one.answer(&["page"]).await?;
    one.until_verdict("Not right yet. Tries left: 1.").await?;
    one.answer(&["log"]).await?;
    one.until_verdict("Right, with help.").await?;
    one.until_shows("The rule is log before page.").await?;
    browser.until("document.querySelector('.notice')").await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("The browser's storage is full.")
    );
    browser.run(EMPTY).await?;
    browser.question("types/claim").answer(&["true"]).await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 0)
        .await?;
    browser.reload().await?;
    one.until_verdict("Right, with help.").await?;
    browser
        .question("types/claim")
        .until_verdict("Right.")
        .await
}

#[tokio::test]
async fn a_full_storage_loses_nothing_while_the_page_is_open_and_saves_when_there_is_room() -> Test
{
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url(BOXES)).await?;
    browser.click_box("read-table").await?;
    let fillers = browser.run(FILL).await?;
    assert!(
        fillers.as_u64().is_some_and(|fillers| fillers > 4),
        "the storage was full at once"
    );
    browser.click_box("run-code").await?;
    browser.until("document.querySelector('.notice')").await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("The browser's storage is full.")
    );
    browser.until_ticked("run-code", true).await?;
    browser
        .click_button(".notice", "Download my progress")
        .await?;
    let file = browser.downloaded().await?;
    assert!(
        file.contains_key("cb1:small:x:read-table") && file.contains_key("cb1:small:x:run-code"),
        "{file:?}"
    );

    browser.run(EMPTY).await?;
    browser.click_box("draw-diagram").await?;
    browser
        .until_equal("document.querySelectorAll('.notice').length", 0)
        .await?;
    browser.reload().await?;
    for task in ["read-table", "run-code", "draw-diagram"] {
        browser.until_ticked(task, true).await?;
    }
    Ok(())
}
