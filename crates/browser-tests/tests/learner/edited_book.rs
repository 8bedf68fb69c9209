//! A book that its author edits while readers are half-way.

use crate::support::{Book, Browser, Test};

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
