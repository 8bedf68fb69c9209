//! Answering questions of every type, rightly and wrongly.

use crate::support::{Browser, Test, fixture};

const PAGE: &str = "questions/index.html";

#[tokio::test]
async fn a_wrong_single_choice_gets_its_reason_then_a_hint_then_everything() -> Test {
    single_choice_explains_itself(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_multiple_choice_may_be_partly_right() -> Test {
    multiple_choice_counts_parts(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_claim_is_right_or_wrong_with_a_reason() -> Test {
    claim_has_a_reason(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_word_with_a_typing_mistake_costs_no_try() -> Test {
    word_is_read_with_care(&Browser::chromium().await?).await
}

#[tokio::test]
async fn a_number_may_have_another_unit_and_a_known_mistake_is_named() -> Test {
    number_is_read_with_care(&Browser::chromium().await?).await
}

#[tokio::test]
async fn an_answer_can_be_shown_and_the_question_tried_again() -> Test {
    answer_can_be_shown(&Browser::chromium().await?).await
}

/// The page with the questions, of which none was answered.
async fn open(browser: &Browser) -> Test {
    let page = fixture().url(PAGE);
    browser.open(&page).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await
}

pub(crate) async fn single_choice_explains_itself(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/one");
    question.hides("The rule is log before page.").await?;

    question.answer(&["page"]).await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    assert_eq!(
        question.note("page").await?,
        "✗ Wrong, you chose it. A crash in between leaves a change that nobody can undo."
    );
    assert_eq!(
        question.note("log").await?,
        "",
        "the right choice is given away"
    );
    question
        .until_shows("Which of the two can be rebuilt")
        .await?;
    question.hides("The rule is log before page.").await?;

    question.answer(&["both"]).await?;
    expect_whole_answer(browser).await?;
    browser.reload().await?;
    expect_whole_answer(browser).await
}

/// The single choice after two wrong tries.
async fn expect_whole_answer(browser: &Browser) -> Test {
    let question = browser.question("types/one");
    question
        .until_verdict("Not right. The answer and the reasons are below.")
        .await?;
    assert_eq!(question.picked().await?, ["both"]);
    assert_eq!(
        question.note("both").await?,
        "✗ Wrong, you chose it. Two files have no order between them."
    );
    assert_eq!(
        question.note("log").await?,
        "✓ Right, but you did not choose it. Redo needs the record."
    );
    assert_eq!(
        question.note("page").await?,
        "– Wrong. A crash in between leaves a change that nobody can undo."
    );
    question.until_shows("The rule is log before page.").await?;
    question.until_shows("Back to the section").await
}

pub(crate) async fn multiple_choice_counts_parts(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/several");
    question.answer(&["disk", "memory"]).await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    assert_eq!(
        question.note("memory").await?,
        "✗ Wrong, you chose it. Memory is gone with the process."
    );
    assert_eq!(
        question.note("disk").await?,
        "",
        "the right choice is given away"
    );
    question.until_shows("There are two.").await?;

    question.answer(&["disk"]).await?;
    for _ in ["at once", "after a reload"] {
        question
            .until_verdict(
                "Partly right: 50 % of the points. The answer and the reasons are below.",
            )
            .await?;
        assert_eq!(
            question.note("disk").await?,
            "✓ Right, you chose it. That is what the sync is for."
        );
        assert_eq!(
            question.note("replica").await?,
            "✓ Right, but you did not choose it. Machines fail one by one, mostly."
        );
        question
            .until_shows("What left the process before the crash is still there.")
            .await?;
        browser.reload().await?;
    }

    question.press("Try again").await?;
    question.answer(&["disk", "replica"]).await?;
    question.until_verdict("Right.").await?;
    browser.reload().await?;
    question.until_verdict("Right.").await
}

pub(crate) async fn claim_has_a_reason(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/claim");
    question.press("Check").await?;
    question.until_verdict("Answer first.").await?;
    question.answer(&["false"]).await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    assert_eq!(
        question.note("false").await?,
        "✗ Wrong, you chose it. That would be UDP."
    );
    question.until_shows("Segments carry numbers.").await?;

    question.answer(&["true"]).await?;
    for _ in ["at once", "after a reload"] {
        question.until_verdict("Right, with help.").await?;
        assert_eq!(
            question.note("true").await?,
            "✓ Right, you chose it. Segments are numbered."
        );
        question
            .until_shows("The receiver holds back what comes too early.")
            .await?;
        browser.reload().await?;
    }
    Ok(())
}

pub(crate) async fn word_is_read_with_care(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/word");
    question.answer_with("idempotant").await?;
    question
        .until_verdict("Nearly: check the spelling. This try does not count.")
        .await?;
    question.answer_with("commutative").await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    question
        .until_shows("That is about the order of two requests")
        .await?;
    question.until_shows("It begins with an i.").await?;
    question
        .hides("Sending an idempotent request twice")
        .await?;

    question.answer_with(" Idempotent ").await?;
    for _ in ["at once", "after a reload"] {
        question.until_verdict("Right, with help.").await?;
        assert_eq!(question.written().await?.trim(), "Idempotent");
        question
            .until_shows("Sending an idempotent request twice")
            .await?;
        browser.reload().await?;
    }

    question.press("Try again").await?;
    question.answer_with("commutative").await?;
    question.answer_with("associative").await?;
    for _ in ["at once", "after a reload"] {
        question
            .until_verdict("Not right. The answer and the reasons are below.")
            .await?;
        question.until_shows("Right answer: idempotent").await?;
        browser.reload().await?;
    }
    Ok(())
}

pub(crate) async fn number_is_read_with_care(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/number");
    question.answer_with("many").await?;
    question
        .until_verdict("Write a number, such as 1500 or 1.5e3. This try does not count.")
        .await?;
    question.answer_with("4000").await?;
    question
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    question
        .until_shows("Those are kilobits, divide by eight.")
        .await?;
    question.until_shows("Multiply first").await?;

    question.answer_with("0.51 MB").await?;
    for _ in ["at once", "after a reload"] {
        question.until_verdict("Right, with help.").await?;
        assert_eq!(question.written().await?, "0.51 MB");
        question.until_shows("Right answer: 500 kB").await?;
        question
            .hides("Those are kilobits, divide by eight.")
            .await?;
        browser.reload().await?;
    }
    Ok(())
}

pub(crate) async fn answer_can_be_shown(browser: &Browser) -> Test {
    open(browser).await?;
    let question = browser.question("types/one");
    question.press("Hint").await?;
    question
        .until_shows("Which of the two can be rebuilt")
        .await?;
    question.press("Show answer").await?;
    for _ in ["at once", "after a reload"] {
        question.until_verdict("This is the answer.").await?;
        assert_eq!(
            question.note("log").await?,
            "✓ Right, but you did not choose it. Redo needs the record."
        );
        question.until_shows("The rule is log before page.").await?;
        browser.reload().await?;
    }

    question.press("Try again").await?;
    question.until_verdict("").await?;
    question.hides("The rule is log before page.").await?;
    question.answer(&["log"]).await?;
    question.until_verdict("Right.").await?;
    browser
        .until_equal(
            "document.querySelector('.quiz-score').textContent",
            "1 of 5 right",
        )
        .await
}
