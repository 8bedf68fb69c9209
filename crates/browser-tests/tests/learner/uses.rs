//! Guesses before the text, variants of a question, shared stems, questions for later, and resets.

use crate::support::{Browser, Test, fixture};
use serde_json::json;

async fn open(browser: &Browser) -> Test {
    browser.open(&fixture().url("questions/more.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await
}

#[tokio::test]
async fn a_guess_is_kept_and_neither_judged_nor_counted() -> Test {
    let browser = Browser::chromium().await?;
    guess_is_not_judged(&browser).await
}

pub(crate) async fn guess_is_not_judged(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("uses/before");
    question.choose(&["done"]).await?;
    question.press("This is my guess").await?;
    for _ in ["at once", "after a reload"] {
        question
            .until_verdict("Noted. Read on: the text answers this.")
            .await?;
        question.hides("The request may have been lost.").await?;
        browser.reload().await?;
    }
    let attempts = browser
        .value("coursebookProgress.attempts('uses/before').map(({ tries, answer }) => [tries, answer])")
        .await?;
    assert_eq!(attempts, json!([[0, "done"]]));
    browser
        .until_equal(
            "coursebookQuiz.standing('uses/before').then(({ due, mastery }) => [due, mastery])",
            json!([0, 0]),
        )
        .await
}

#[tokio::test]
async fn a_redo_asks_another_variant_and_a_reload_shows_the_one_answered_last() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser).await?;
    let (first, second) = (
        browser.question("uses/first"),
        browser.question("uses/second"),
    );
    assert!(browser.sees(first.selector()).await?);
    assert!(!browser.sees(second.selector()).await?);
    first.answer_with("retry").await?;
    first.until_verdict("Right.").await?;
    first.press("Try again").await?;
    assert!(!browser.sees(first.selector()).await?);
    second.answer_with("idempotent").await?;
    second.until_verdict("Right.").await?;
    browser.reload().await?;
    second.until_verdict("Right.").await?;
    assert!(!browser.sees(first.selector()).await?);
    Ok(())
}

#[tokio::test]
async fn a_shared_stem_stands_above_its_questions_and_later_ones_wait_in_a_fold() -> Test {
    let browser = Browser::chromium().await?;
    open(&browser).await?;
    let stem = browser.text(".quiz-context").await?;
    assert!(stem.contains("loses its connection"), "{stem}");
    let later = browser.question("uses/later");
    assert!(!browser.sees(later.selector()).await?);
    browser.click(".quiz-more > summary").await?;
    later.answer(&["false"]).await?;
    later.until_verdict("Right.").await
}

#[tokio::test]
async fn forgotten_answers_come_back_by_undo() -> Test {
    let browser = Browser::chromium().await?;
    answers_are_forgotten_and_come_back(&browser).await
}

pub(crate) async fn answers_are_forgotten_and_come_back(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("more/guess");
    question.answer_with("500000").await?;
    question.until_shows("Right.").await?;
    question.press("Forget my answers").await?;
    question
        .until_verdict("Your answers to this question no longer count.")
        .await?;
    browser
        .until_equal("coursebookProgress.attempts('more/guess').length", 0)
        .await?;
    question.press("Undo").await?;
    question.until_shows("Right.").await?;
    browser
        .until_equal("coursebookProgress.attempts('more/guess').length", 1)
        .await?;
    question.press("Forget my answers").await?;
    browser.reload().await?;
    question.until_verdict("").await
}
