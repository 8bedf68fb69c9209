//! The same book in the stock mdBook's own look.

use crate::support::{Browser, Test, stock};
use fantoccini::key::Key;

#[tokio::test]
async fn under_the_stock_mdbook_a_box_and_a_question_work_and_are_kept() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&stock().url("boxes.html")).await?;
    browser.click_box("run-code").await?;
    browser.reload().await?;
    browser.until_ticked("run-code", true).await?;
    browser.until_ticked("read-table", false).await?;
    assert!(browser.sees("figure.diagram-figure svg").await?);

    browser.open(&stock().url("questions/index.html")).await?;
    let one = browser.question("types/one");
    one.answer(&["page"]).await?;
    one.until_verdict("Not right yet. Tries left: 1.").await?;
    assert!(
        one.note("page")
            .await?
            .contains("A crash in between leaves a change")
    );
    one.answer(&["log"]).await?;
    one.until_verdict("Right, with help.").await?;
    let word = browser.question("types/word");
    word.answer_with("idempotent").await?;
    word.until_verdict("Right.").await?;
    browser.reload().await?;
    one.until_verdict("Right, with help.").await?;
    word.until_verdict("Right.").await?;
    assert_eq!(browser.troubles().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn under_the_stock_mdbook_keys_in_a_quiz_do_not_turn_the_page() -> Test {
    let browser = Browser::chromium().await?;
    let page = stock().url("questions/index.html");
    browser.open(&page).await?;
    let inside = [
        "[data-question='types/one'] input",
        "[data-question='types/one'] .question-check",
        "[data-question='types/word'] input",
    ];
    for place in inside {
        browser
            .run(&format!("document.querySelector(`{place}`).focus();"))
            .await?;
        for key in [Key::Right.into(), Key::Left.into(), 's', '/', '?'] {
            browser.press(key).await?;
            assert_eq!(
                browser.url().await?,
                page,
                "{key:?} on {place} turns the page"
            );
        }
        browser.until(&format!("document.activeElement.closest('.question') === document.querySelector(`{place}`).closest('.question')")).await?;
    }
    // The page still is the one that was opened, and what was typed went into the field.
    browser
        .until_equal(
            "document.querySelector(\"[data-question='types/word'] input\").value",
            "s/?",
        )
        .await?;

    // Elsewhere they do, or else this test would prove nothing.
    browser.run("document.activeElement.blur();").await?;
    browser.press(Key::Right).await?;
    browser
        .until("location.pathname.endsWith('/questions/changing.html')")
        .await
}

#[tokio::test]
async fn under_the_stock_mdbook_keys_on_a_box_do_not_turn_the_page() -> Test {
    let browser = Browser::chromium().await?;
    let page = stock().url("boxes.html");
    browser.open(&page).await?;
    browser
        .run("document.getElementById('task-run-code').focus();")
        .await?;
    browser.press(Key::Right).await?;
    browser.press(Key::Space).await?;
    browser.until_ticked("run-code", true).await?;
    assert_eq!(browser.url().await?, page);
    Ok(())
}
