//! The grader as it is shipped, in the browser.

use crate::support::{Browser, Test, fixture};
use anyhow::Context;
use serde_json::{Value, json};

/// What the grader says when it is built for this machine, row by row; `coursebook-model` keeps it.
const ROWS: &str = include_str!("../../../model/tests/fixtures/grading.json");

/// The rows that the page's grader sees otherwise, each with what it says.
const REPLAY: &str = "
    return coursebookQuiz.module().then((run) => ROWS
        .map(({ key, response, verdict, right }) => {
            const said = [run.grade(key, response), run.rightParts(key, response)];
            return [key, response, said, [verdict, right]];
        })
        .filter(([, , said, wanted]) => said.join() !== wanted.join()));";

#[tokio::test]
async fn the_shipped_grader_says_of_every_row_what_the_builder_says() -> Test {
    rows_are_graded_alike(&Browser::chromium().await?).await
}

pub(crate) async fn rows_are_graded_alike(browser: &Browser) -> Test {
    let rows: Value = serde_json::from_str(ROWS)?;
    let rows = rows.as_array().context("the fixture is no list")?;
    assert!(rows.len() >= 198, "there are only {} rows", rows.len());
    browser.open(&fixture().url("questions/index.html")).await?;
    let different = browser.run(&REPLAY.replace("ROWS", ROWS)).await?;
    assert_eq!(different, json!([]));
    Ok(())
}

#[tokio::test]
async fn without_webassembly_picks_are_graded_and_other_answers_can_be_compared() -> Test {
    let browser = Browser::chromium().await?;
    browser
        .before_every_page("delete window.WebAssembly;")
        .await?;
    browser.open(&fixture().url("questions/index.html")).await?;
    assert!(
        browser
            .text(".notices .notice")
            .await?
            .contains("this browser does not run the page's WebAssembly")
    );
    let several = browser.question("types/several");
    several.answer(&["disk"]).await?;
    several
        .until_verdict("Partly right: 50 % of the points. Tries left: 1.")
        .await?;
    several.answer(&["disk", "replica"]).await?;
    several.until_verdict("Right, with help.").await?;
    let word = browser.question("types/word");
    word.answer_with("idempotent").await?;
    word.until_verdict("This browser does not run the grader. Show the answer and compare.")
        .await?;
    word.press("Show answer").await?;
    word.until_shows("Right answer: idempotent").await
}
