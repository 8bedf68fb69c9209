//! A browser that runs no script.

use crate::support::{Browser, Test, fixture};
use serde_json::json;

/// Visible controls that do nothing without script. Disabled ones say so themselves, and a button
/// that opens a popover needs no script, unless what it opens has such controls in it.
const PRETENDERS: &str = "
    const visible = (control) => control.checkVisibility({ visibilityProperty: true });
    const idle = (control) => !control.disabled && !control.matches('details *:not(details[open] *)');
    const works = (button) => {
        const target = document.getElementById(button.getAttribute('popovertarget'));
        return target !== null && target.querySelector('button, input, select, textarea') === null;
    };
    return [...document.querySelectorAll('button, input, select, textarea, [role=button]')]
        .filter((control) => visible(control) && idle(control) && !works(control))
        .map((control) => control.outerHTML.slice(0, 120));";

async fn browser() -> Test<Browser> {
    let browser = Browser::chromium().await?;
    browser
        .tools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await?;
    Ok(browser)
}

#[tokio::test]
async fn tabs_stand_one_after_the_other_without_script() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("reading.html"))
        .await?;
    let text = browser.text("main").await?;
    for expected in [
        "console.log(answer)",
        "return err",
        "Python",
        "send.mjs",
        "The second note",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    browser.click("a.term").await?;
    assert!(browser.url().await?.ends_with("/glossary.html#idempotence"));
    Ok(())
}

#[tokio::test]
async fn a_chapter_reads_without_script_and_no_control_pretends_to_work() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("boxes.html"))
        .await?;
    browser
        .until_equal("'js' in document.documentElement.dataset", false)
        .await?;
    let text = browser.text("main").await?;
    for expected in [
        "Read the table",
        "Survives a crash",
        "A comet passes.",
        "From request to answer",
        "quokka",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    assert!(browser.sees("figure svg").await?);
    browser
        .until("document.getElementById('task-read-table').disabled")
        .await?;
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    browser.click(".turn-next").await?;
    assert!(browser.url().await?.ends_with("/questions/index.html"));
    Ok(())
}

#[tokio::test]
async fn the_contents_can_be_reached_without_script() -> Test {
    let browser = browser().await?;
    for width in [400, 1400] {
        browser.set_width(width).await?;
        browser
            .open_without_script(&fixture().url("start.html"))
            .await?;
        if !browser.sees(".contents a").await? {
            browser.click(".contents-button").await?;
        }
        browser.click(".contents a[href='boxes.html']").await?;
        assert!(browser.url().await?.ends_with("/boxes.html"));
    }
    Ok(())
}

#[tokio::test]
async fn questions_read_without_script_and_answers_wait_behind_a_click() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("questions/index.html"))
        .await?;
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    let text = browser.text("main").await?;
    for expected in [
        "What must reach the disk first?",
        "The log record",
        "Choose all that apply.",
        "A variable",
        "True",
        "Your answer",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    for secret in [
        "Redo needs the record.",
        "The rule is log before page.",
        "idempotent",
        "500",
        "Which of the two",
    ] {
        assert!(!text.contains(secret), "`{secret}` is given away");
    }
    for key in ["one", "several", "claim", "word", "number"] {
        browser
            .click(&format!(
                "[data-question='types/{key}'] .question-answer summary"
            ))
            .await?;
    }
    let text = browser.text("main").await?;
    for answer in [
        "Redo needs the record.",
        "The rule is log before page.",
        "That would be UDP.",
        "idempotent",
        "500 kB",
    ] {
        assert!(text.contains(answer), "`{answer}` is not in: {text}");
    }
    Ok(())
}
