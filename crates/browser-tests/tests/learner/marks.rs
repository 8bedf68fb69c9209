//! The learner's own notes and bookmarks, and the plan.

use crate::support::{Browser, Test, fixture, own};
use fantoccini::key::Key;

const NOTE: &str = "document.querySelector('.mark-note p')?.textContent ?? ''";

#[tokio::test]
async fn a_note_is_kept_listed_and_deleted() -> Test {
    note_is_kept(&Browser::chromium().await?).await
}

pub(crate) async fn note_is_kept(browser: &Browser) -> Test {
    browser.open(&fixture().url("reading.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    browser
        .until("document.querySelector('#code + .mark-row button')")
        .await?;
    browser
        .run("document.querySelector('#code + .mark-row button').focus();")
        .await?;
    browser.press(Key::Enter).await?;
    browser
        .until("document.activeElement.matches('.mark-form textarea')")
        .await?;
    // What is unfinished is there again, and gone once it was given up.
    browser.type_keys("half").await?;
    browser.press(Key::Escape).await?;
    browser
        .until("!document.querySelector('.mark-form') && document.activeElement.matches('.mark-button')")
        .await?;
    browser.press(Key::Enter).await?;
    browser
        .until("document.querySelector('.mark-form textarea')?.value === 'half'")
        .await?;
    browser.click_button(".mark-form", "Cancel").await?;
    browser.press(Key::Enter).await?;
    browser
        .until("document.activeElement.matches('.mark-form textarea') && document.activeElement.value === ''")
        .await?;
    browser.type_keys("<b>why</b> & how").await?;
    browser.click(".mark-choice input").await?;
    browser.click_button(".mark-form", "Keep").await?;
    browser.until_equal(NOTE, "<b>why</b> & how").await?;
    browser
        .until("document.activeElement.matches('.mark-button.is-marked')")
        .await?;
    browser.reload().await?;
    browser.until_equal(NOTE, "<b>why</b> & how").await?;

    browser.open(&fixture().url("progress.html")).await?;
    let list = "document.querySelector('[data-marks-list]').textContent";
    browser
        .until(&format!(
            "{list}.includes('<b>why</b> & how') && {list}.includes('Bookmark')"
        ))
        .await?;
    browser
        .until("document.querySelector('.mark-list a').href.endsWith('/reading.html#code')")
        .await?;
    browser.click_button(".mark-list", "Delete").await?;
    browser
        .until("!document.querySelector('.mark-list')")
        .await?;
    browser.click("[data-marks-undo]").await?;
    browser
        .until(&format!("{list}.includes('<b>why</b> & how')"))
        .await?;
    browser.click_button(".mark-list", "Delete").await?;
    browser
        .until("!document.querySelector('.mark-list')")
        .await?;
    browser.open(&fixture().url("reading.html")).await?;
    browser
        .until("document.querySelector('.mark-button')")
        .await?;
    browser.until_equal(NOTE, "").await
}

#[tokio::test]
async fn notes_go_with_a_copy_and_survive_a_reset() -> Test {
    let browser = Browser::chromium().await?;
    browser.open(&fixture().url("progress.html")).await?;
    browser
        .run("coursebookProgress.setDraft('n/reading#code', 'Code\\nmy note');")
        .await?;
    browser
        .until("document.querySelector('.mark-text')?.textContent === 'my note'")
        .await?;
    browser
        .run("window.copy = coursebookProgress.entries(); localStorage.clear(); coursebookProgress.setDraft('n/reading#code', '');")
        .await?;
    browser
        .until("!document.querySelector('.mark-list')")
        .await?;
    // The deletion is the later one: an old copy does not bring the note back.
    browser
        .run("coursebookProgress.importEntries(window.copy, true);")
        .await?;
    browser
        .until("!document.querySelector('.mark-list')")
        .await?;
    browser
        .run("localStorage.clear(); dispatchEvent(new StorageEvent('storage', { key: null })); coursebookProgress.importEntries(window.copy, true);")
        .await?;
    browser
        .until("document.querySelector('.mark-text')?.textContent === 'my note'")
        .await?;
    // What changes elsewhere leaves the list as it is, and the focus in it.
    browser
        .run("document.querySelector('.mark-list a').focus(); coursebookProgress.setChapterState('reading', 2);")
        .await?;
    browser
        .until(
            "document.querySelector(\"[data-progress-chapter='reading'] select\").value === 'done'",
        )
        .await?;
    browser
        .until("document.activeElement.matches('.mark-list a')")
        .await?;
    browser.click_button("[data-reset]", "Reset").await?;
    browser
        .until("coursebookProgress.chapterState('reading') !== 2")
        .await?;
    browser
        .until("document.querySelector('.mark-text')?.textContent === 'my note'")
        .await
}

#[tokio::test]
async fn a_plan_says_what_is_to_be_done_this_week() -> Test {
    plan_is_kept(&Browser::chromium().await?).await
}

pub(crate) async fn plan_is_kept(browser: &Browser) -> Test {
    browser.open(&own().url("progress.html")).await?;
    browser.run("localStorage.clear();").await?;
    browser.reload().await?;
    let standing = "document.querySelector('[data-plan-standing]').textContent";
    browser
        .until_equal(standing, "There is no plan yet.")
        .await?;
    // Begun 60 days ago, at twice the pace for which the weeks are meant.
    browser
        .run(
            "const form = document.querySelector('[data-plan-form]');
            form.elements.start.value = coursebookPlan.dayText(coursebookPlan.today() - 60);
            form.elements.hours.value = 16;",
        )
        .await?;
    browser
        .click_button("[data-plan-form]", "Make the plan")
        .await?;
    browser
        .until(&format!(
            "/^Week 9 of 40\\. Chapters behind the plan: [1-9]/.test({standing})"
        ))
        .await?;
    browser
        .until("document.querySelector('[data-plan-weeks] h3').textContent === 'This week'")
        .await?;
    let calendar = "coursebookPlan.calendar()";
    browser
        .until(&format!("{calendar}.startsWith('BEGIN:VCALENDAR\\r\\n') && {calendar}.endsWith('END:VCALENDAR\\r\\n')"))
        .await?;
    browser
        .until(&format!("{calendar}.split('\\r\\n').every((line) => new TextEncoder().encode(line).length <= 75)"))
        .await?;
    // Named by their places on the road, written or not, so that a later file doubles none.
    browser
        .until(&format!(
            "[...{calendar}.matchAll(/^UID:station-(\\d+)@backend-mastery\\.coursebook\\r$/gm)]
                .map(([, number]) => Number(number))
                .every((number, place) => number === place + 1)"
        ))
        .await?;
    browser
        .until_equal(
            &format!(
                "{calendar}.match(/^BEGIN:VEVENT/gm).length - {calendar}.match(/^UID:station-/gm).length"
            ),
            0,
        )
        .await?;
    browser.open(&own().url("index.html")).await?;
    browser
        .until("document.querySelector('[data-this-week]').textContent.includes('Week 9 of 40')")
        .await?;
    browser.open(&own().url("progress.html")).await?;
    browser
        .click_button("[data-plan]", "Give the plan up")
        .await?;
    browser.until_equal(standing, "There is no plan yet.").await
}
