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

#[tokio::test]
async fn the_other_types_read_without_script_too() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("questions/more.html"))
        .await?;
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    let text = browser.text("main").await?;
    for expected in [
        "What does it know?",
        "loses its connection",
        "How many random reads",
        "The order of magnitude is enough.",
        "The participants vote",
        "Put these in order. Not all of them belong in it.",
        "Find for each number the letter that belongs to it.",
        "Never writes",
        "Retry only",
        "Blank 1 of 3",
        "console.log(words.length);",
        "Say what it prints.",
        "Answer in your own words, then compare.",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    let secrets = [
        ("uses/before", "Either may have been lost."),
        ("more/guess", "500000 reads/s"),
        ("more/steps", "Only after the decision is known."),
        ("more/swaps", "The shoes may come in any order."),
        ("more/caches", "Slow, and nothing is lost."),
        ("more/retries", "backoff"),
        ("more/prints", "What is not there is undefined, not null."),
        ("more/fails", "It fails in line 2."),
        ("more/design", "The client sends a key of its own choice."),
    ];
    for (key, secret) in secrets {
        let question = browser.question(key);
        question.hides(secret).await?;
        browser
            .click(&format!("{} .question-answer summary", question.selector()))
            .await?;
        question.until_shows(secret).await?;
    }
    Ok(())
}

#[tokio::test]
async fn review_says_why_it_needs_a_script_and_leads_to_what_does_not() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("review.html"))
        .await?;
    let text = browser.text("main").await?;
    assert!(
        text.contains("scripts are off in this browser"),
        "it does not say why: {text}"
    );
    assert!(
        !text.contains("Practise"),
        "it offers what needs a script: {text}"
    );
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    browser.click(".needs-script a").await?;
    assert!(browser.url().await?.ends_with("/questions.html"));
    Ok(())
}

#[tokio::test]
async fn all_questions_lead_to_their_answers_without_script() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("questions.html"))
        .await?;
    let text = browser.text("main").await?;
    for expected in ["What must reach the disk first?", "One choice", "Questions"] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    assert!(
        !text.contains("Filter the questions") && !text.contains("Show all"),
        "it offers what needs a script: {text}"
    );
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    let question = browser.question("types/one");
    browser.click("[data-asked='types/one'] a").await?;
    browser
        .until("location.pathname.endsWith('/questions/index.html') && location.hash === '#q-types-one'")
        .await?;
    question.hides("The rule is log before page.").await?;
    browser
        .click(&format!("{} .question-answer summary", question.selector()))
        .await?;
    question.until_shows("The rule is log before page.").await
}

#[tokio::test]
async fn progress_says_how_much_there_is_without_script() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("progress.html"))
        .await?;
    let text = browser.text("main").await?;
    for expected in [
        "scripts are off in this browser",
        "Chapter by chapter",
        "Boxes",
        "The changing chapter",
    ] {
        assert!(
            text.contains(expected),
            "`{expected}` is not visible in: {text}"
        );
    }
    for pretence in ["Download a copy", "Bring in a copy", "Begin again"] {
        assert!(
            !text.contains(pretence),
            "it offers what needs a script: {text}"
        );
    }
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    assert_eq!(
        browser
            .text("[data-progress-chapter=boxes] [data-cell=boxes]")
            .await?,
        "3"
    );
    browser.click("[data-progress-chapter=boxes] a").await?;
    assert!(browser.url().await?.ends_with("/boxes.html"));
    Ok(())
}

#[tokio::test]
async fn the_print_page_asks_first_and_answers_at_its_end_without_script() -> Test {
    let browser = browser().await?;
    browser
        .open_without_script(&fixture().url("print.html"))
        .await?;
    assert_eq!(browser.run(PRETENDERS).await?, json!([]));
    let texts = "const key = document.querySelector('.print-answers');
        const all = document.querySelector('main').innerText;
        return [all.slice(0, all.length - key.innerText.length), key.innerText];";
    let texts = browser.run(texts).await?;
    let [asked, answered] = [0, 1].map(|place| texts[place].as_str().unwrap_or_default());
    assert!(asked.contains("What must reach the disk first?"), "{asked}");
    for answer in [
        "Redo needs the record.",
        "The rule is log before page.",
        "Half a million, give or take",
        "Only after the decision is known.",
        "Slow, and nothing is lost.",
        "The client sends a key of its own choice.",
    ] {
        assert!(!asked.contains(answer), "`{answer}` is given away");
        assert!(answered.contains(answer), "`{answer}` is not in {answered}");
    }
    // There and back again.
    let id = "decodeURIComponent(location.hash.slice(1))";
    browser.click(".to-key").await?;
    browser
        .until(&format!(
            "document.getElementById({id}).matches('.print-answers .key-entry')"
        ))
        .await?;
    browser
        .run(&format!(
            "document.getElementById({id}).querySelector('.question-number a').id = 'back';"
        ))
        .await?;
    browser.click("#back").await?;
    browser
        .until(&format!(
            "document.getElementById({id}).matches('.question')"
        ))
        .await
}
