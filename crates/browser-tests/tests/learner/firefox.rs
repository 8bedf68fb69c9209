//! The same in Firefox, as far as it has no tools of Chromium's own.

use crate::support::{Book, Browser, Test, fixture, say};
use crate::{
    boxes, chapter_state, copy_of_progress, from_disk, grading, keyboard, marks, more_types,
    offline, progress_page, questions, reading, review, roadmap, search, single_clicks, theme,
    two_tabs, uses,
};

async fn firefox(test: &str) -> Test<Option<Browser>> {
    let browser = Browser::firefox().await?;
    if browser.is_none() {
        say(&format!(
            "LEFT OUT: {test}, because Firefox or geckodriver is not installed; `cargo xtask test` installs them"
        ));
    }
    Ok(browser)
}

#[tokio::test]
async fn firefox_answers_questions_of_every_type() -> Test {
    let Some(browser) = firefox("questions in Firefox").await? else {
        return Ok(());
    };
    questions::single_choice_explains_itself(&browser).await?;
    questions::multiple_choice_counts_parts(&browser).await?;
    questions::claim_has_a_reason(&browser).await?;
    questions::word_is_read_with_care(&browser).await?;
    questions::number_is_read_with_care(&browser).await?;
    questions::answer_can_be_shown(&browser).await?;
    more_types::estimate_counts_by_factors(&browser).await?;
    more_types::order_is_made_by_clicks(&browser).await?;
    more_types::rows_are_matched(&browser).await?;
    more_types::blanks_are_filled(&browser).await?;
    more_types::output_is_foretold(&browser).await?;
    more_types::free_answer_is_compared(&browser).await?;
    uses::guess_is_not_judged(&browser).await?;
    uses::answers_are_forgotten_and_come_back(&browser).await
}

#[tokio::test]
async fn firefox_is_answered_by_single_clicks_also_from_disk() -> Test {
    let Some(browser) = firefox("single clicks in Firefox").await? else {
        return Ok(());
    };
    single_clicks::answers_with_clicks(&browser, |page| Ok(fixture().url(page))).await?;
    single_clicks::answers_with_clicks(&browser, |page| fixture().file_url(page)).await
}

#[tokio::test]
async fn firefox_grades_as_the_builder_does() -> Test {
    let Some(browser) = firefox("the grader in Firefox").await? else {
        return Ok(());
    };
    grading::rows_are_graded_alike(&browser).await
}

#[tokio::test]
async fn firefox_reviews_lists_and_takes_progress_along() -> Test {
    let Some(browser) = firefox("the learner's pages in Firefox").await? else {
        return Ok(());
    };
    review::due_questions_are_asked(&browser).await?;
    review::examination_is_practised(&browser).await?;
    review::list_is_filtered(&browser).await?;
    progress_page::progress_is_shown(&browser).await?;
    copy_of_progress::progress_goes_as_text(&browser).await?;
    copy_of_progress::copies_are_refused(&browser).await
}

#[tokio::test]
async fn firefox_shows_the_road_and_keeps_notes_and_plan() -> Test {
    let Some(browser) = firefox("roadmap, notes and plan in Firefox").await? else {
        return Ok(());
    };
    roadmap::road_is_coloured(&browser).await?;
    marks::note_is_kept(&browser).await?;
    marks::plan_is_kept(&browser).await?;
    reading::tabs_are_remembered(&browser).await?;
    reading::term_is_explained(&browser).await
}

#[tokio::test]
async fn firefox_keeps_ticks_and_shows_them_in_other_windows() -> Test {
    let Some(browser) = firefox("boxes in Firefox").await? else {
        return Ok(());
    };
    boxes::ticks_are_kept(&browser).await?;
    browser.run("localStorage.clear();").await?;
    boxes::ticks_reach_other_windows(&browser).await?;
    chapter_state::state_follows_the_learner(&browser).await
}

#[tokio::test]
async fn firefox_keeps_what_two_windows_write_at_once() -> Test {
    let Some(browser) = firefox("two windows in Firefox").await? else {
        return Ok(());
    };
    two_tabs::two_windows_keep_everything(&browser).await
}

#[tokio::test]
async fn firefox_works_from_disk_and_says_that_each_file_keeps_its_own() -> Test {
    let Some(browser) = firefox("the site on a disk in Firefox").await? else {
        return Ok(());
    };
    from_disk::works_from_disk(&browser).await?;
    browser.open(&fixture().file_url("boxes.html")?).await?;
    browser.click_box("draw-diagram").await?;
    browser.until("document.querySelector('.notice')").await?;
    assert!(
        browser
            .text(".notice")
            .await?
            .contains("this browser keeps the progress of each page apart")
    );
    Ok(())
}

#[tokio::test]
async fn firefox_reads_a_saved_book_without_its_server() -> Test {
    let Some(browser) = firefox("a saved book in Firefox").await? else {
        return Ok(());
    };
    offline::read_after_the_server_has_stopped(&browser, "offline-firefox").await
}

#[tokio::test]
async fn firefox_keeps_all_progress_on_the_one_page_of_the_zip() -> Test {
    let Some(browser) = firefox("the unpacked zip in Firefox").await? else {
        return Ok(());
    };
    let site = Book::fixture("zip-firefox").unzipped()?;
    offline::whole_book_keeps_progress(&browser, &site).await
}

#[tokio::test]
async fn firefox_can_be_used_with_keys_alone() -> Test {
    let Some(browser) = firefox("keys in Firefox").await? else {
        return Ok(());
    };
    keyboard::ticks_with_keys(&browser).await?;
    keyboard::answers_with_keys(&browser).await?;
    search::search_leads_to_the_heading(&browser).await?;
    theme::theme_is_kept(&browser).await
}
