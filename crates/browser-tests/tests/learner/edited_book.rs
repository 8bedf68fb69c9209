//! A book that its author edits while readers are half-way.

use crate::support::{Book, Browser, Test};
use serde_json::json;

const PAGE: &str = "questions/changing.html";

#[tokio::test]
async fn an_edit_of_the_book_loses_nothing_and_a_changed_question_says_so() -> Test {
    let book = Book::fixture("edited");
    let site = book.site()?;
    let browser = Browser::chromium().await?;
    browser.open(&site.url(PAGE)).await?;
    browser.click_box("read-changing").await?;
    let (kept, changed) = (
        browser.question("edited/kept"),
        browser.question("edited/changed"),
    );
    kept.answer(&["this"]).await?;
    kept.until_verdict("Right.").await?;
    changed.answer(&["old"]).await?;
    changed.until_verdict("Right.").await?;

    let chapter = "content/questions/changing.md";
    book.edit(
        chapter,
        "The first edition of this text.",
        "The second edition.\n\n## With a heading\n\n- [ ] And a box <!-- id: new-box -->",
    )?;
    book.edit(
        "content/questions/edited.quiz.yaml",
        "What does the old prompt say?",
        "What does the new prompt say?",
    )?;
    book.build()?;
    browser.reload().await?;
    assert!(browser.text("main").await?.contains("The second edition."));
    browser.until_ticked("read-changing", true).await?;
    browser.until_ticked("new-box", false).await?;
    kept.until_verdict("Right.").await?;
    changed
        .until_verdict("This question has changed since you answered.")
        .await?;
    assert_eq!(changed.picked().await?, Vec::<String>::new());

    changed.answer(&["old"]).await?;
    changed.until_verdict("Right.").await?;
    browser.reload().await?;
    changed.until_verdict("Right.").await
}

#[tokio::test]
async fn progress_follows_a_chapter_to_another_place_and_ids_to_new_names() -> Test {
    let book = Book::fixture("moved");
    let site = book.site()?;
    let browser = Browser::chromium().await?;
    browser.open(&site.url(PAGE)).await?;
    browser.click_box("read-changing").await?;
    browser.question("edited/kept").answer(&["this"]).await?;
    browser
        .question("edited/kept")
        .until_verdict("Right.")
        .await?;

    book.move_file(
        "content/questions/changing.md",
        "content/questions/moved.md",
    )?;
    book.edit(
        "content/SUMMARY.md",
        "questions/changing.md",
        "questions/moved.md",
    )?;
    book.edit(
        "content/questions/moved.md",
        "id: read-changing",
        "id: read-moved was: read-changing",
    )?;
    book.edit(
        "content/questions/edited.quiz.yaml",
        "- id: kept",
        "- id: renamed\n    was: [kept]",
    )?;
    book.build()?;
    browser.open(&site.url("questions/moved.html")).await?;
    browser.until_ticked("read-moved", true).await?;
    browser
        .question("edited/renamed")
        .until_verdict("Right.")
        .await?;
    browser
        .until_equal(
            "document.querySelector('[data-progress-for=changing]').textContent",
            "2/3",
        )
        .await
}

/// The choices of a question, and the same in another order, one of them under a new name.
const CHOICES: [&str; 2] = [
    "
      - id: this
        text: This one
        correct: true
        feedback: Nobody touches it.
      - id: other
        text: The other one
        feedback: That one gets a new prompt.
      - id: none
        text: Neither of them
        feedback: One of them stays.
",
    "
      - id: none
        text: Neither of them
        feedback: One of them stays, indeed.
      - id: other
        text: The other one
        feedback: That one gets a new prompt.
      - id: that
        was: [this]
        text: This one
        correct: true
        feedback: Nobody touches it.
",
];

#[tokio::test]
async fn parts_may_be_moved_and_renamed_and_only_other_words_are_a_change() -> Test {
    let book = Book::fixture("parts");
    let site = book.site()?;
    let browser = Browser::chromium().await?;
    browser.open(&site.url(PAGE)).await?;
    let kept = browser.question("edited/kept");
    kept.answer(&["this"]).await?;
    kept.until_verdict("Right.").await?;
    let changed = browser.question("edited/changed");
    changed.answer(&["new"]).await?;
    changed
        .until_verdict("Not right yet. Tries left: 1.")
        .await?;
    let others = site.url("questions/more.html");
    browser.open(&others).await?;
    let caches = browser.question("more/caches");
    for (row, side) in ["through", "back", "aside"].iter().enumerate() {
        caches.select(row, side).await?;
    }
    caches.press("Check").await?;
    caches.until_verdict("Right.").await?;
    let design = browser.question("more/design");
    design.fill(0, "The key atom is in my own words.").await?;
    design.press("Compare").await?;
    design.tick("atom").await?;
    design.press("Save").await?;
    design.until_verdict("Saved: 50 % of the points.").await?;

    let quiz = "content/questions/edited.quiz.yaml";
    book.edit(quiz, CHOICES[0], CHOICES[1])?;
    book.edit(quiz, "text: New words", "text: Fresh words")?;
    let quiz = "content/questions/more-types.quiz.yaml";
    book.edit(quiz, "- id: back\n", "- id: behind\n        was: [back]\n")?;
    book.edit(quiz, "- id: atom\n", "- id: one\n        was: [atom]\n")?;
    book.build()?;
    browser.open(&site.url(PAGE)).await?;
    kept.until_verdict("Right.").await?;
    assert_eq!(kept.picked().await?, ["that"]);
    assert_eq!(
        kept.note("that").await?,
        "✓ Right, you chose it. Nobody touches it."
    );
    changed
        .until_verdict("This question has changed since you answered.")
        .await?;
    // What was answered stays in the log.
    let log = "coursebookProgress.attempts('edited/changed').map(({ answer }) => answer)";
    browser.until_equal(log, json!(["new"])).await?;
    changed.answer(&["old"]).await?;
    changed.until_verdict("Right.").await?;
    browser.until_equal(log, json!(["new", "old"])).await?;

    browser.open(&others).await?;
    caches.until_verdict("Right.").await?;
    let sides = format!(
        "[...document.querySelectorAll(`{} select`)].map(({{ value }}) => value)",
        caches.selector()
    );
    browser
        .until_equal(&sides, json!(["through", "behind", "aside"]))
        .await?;
    design.until_verdict("Saved: 50 % of the points.").await?;
    let ticked = format!(
        "[...document.querySelectorAll(`{} .answer-criteria input:checked`)].map(({{ value }}) => value)",
        design.selector()
    );
    browser.until_equal(&ticked, json!(["one"])).await?;
    assert_eq!(design.written().await?, "The key atom is in my own words.");
    Ok(())
}
