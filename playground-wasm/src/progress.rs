//! The progress store of a page, on the browser's `localStorage`: what `theme/js/progress.js`
//! calls.
//!
//! Invariant: rules are in `coursebook_model::progress`, this shell only carries values across.
//! What was read is kept until the next write or [`forget`], never written back.
//!
//! Every `ids` is an id, optionally followed by its former ids, parted by single blanks.

use std::cell::RefCell;

use coursebook_model::progress::{
    Attempt, AttemptFields, ChapterState, Confidence, ImportMode, Outcome, Records, Refused,
    Storage, Store, Time,
};
use wasm_bindgen::prelude::*;

// What `theme/js/progress.js` lends. Its functions catch what `localStorage` throws: with `catch`
// here, the module would carry a table of JavaScript's values for the sake of errors that nobody
// looks at, 1.5 kilobytes of it.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = page, js_name = getItem)]
    fn page_get_item(name: &str) -> Option<String>;
    #[wasm_bindgen(js_namespace = page, js_name = setItem)]
    fn page_set_item(name: &str, text: &str) -> bool;
    #[wasm_bindgen(js_namespace = page, js_name = removeItem)]
    fn page_remove_item(name: &str) -> bool;
    /// One name after the other; asked for the place 0, the page looks at the storage anew.
    #[wasm_bindgen(js_namespace = page, js_name = nameAt)]
    fn page_name_at(place: u32) -> Option<String>;
    /// Takes one of the attempts that [`list_attempts`] lists.
    #[wasm_bindgen(js_namespace = page, js_name = takeAttempt)]
    fn page_take_attempt(
        time: f64,
        rev: &str,
        outcome: u32,
        tries: u32,
        confidence: u32,
        answer: &str,
    );
    /// Takes one of the entries that [`list_entries`] lists, or the one of [`list_draft`].
    #[wasm_bindgen(js_namespace = page, js_name = takeEntry)]
    fn page_take_entry(name: &str, text: &str);
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;
    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;
}

thread_local! {
    static PAGE: RefCell<Page> = const {
        RefCell::new(Page {
            store: Store::new(LocalStorage),
            records: None,
        })
    };
}

/// Forgets what was read: another tab may have written.
#[wasm_bindgen]
pub fn forget() {
    with_page(|page| page.records = None);
}

/// How many items are in memory only.
#[wasm_bindgen]
pub fn unsaved() -> usize {
    with_page(|page| page.store.unsaved())
}

/// How many values were moved aside because they could not be read.
#[wasm_bindgen]
pub fn quarantined() -> u32 {
    with_page(|page| {
        page.records();
        page.store.quarantined()
    })
}

/// Whether a task is ticked.
#[wasm_bindgen(js_name = isTicked)]
pub fn is_ticked(ids: &str) -> bool {
    with_page(|page| page.records().is_ticked(ids))
}

/// Ticks or unticks a task.
#[wasm_bindgen(js_name = setTicked)]
pub fn set_ticked(id: &str, ticked: bool) -> bool {
    change(|store| store.set_ticked(id, ticked, now()))
}

/// A chapter's state: 0 unseen, 1 learning, 2 done, 3 skipped.
#[wasm_bindgen(js_name = chapterState)]
pub fn chapter_state(ids: &str) -> u32 {
    with_page(|page| page.records().chapter_state(ids) as u32)
}

/// Sets a chapter's state.
#[wasm_bindgen(js_name = setChapterState)]
pub fn set_chapter_state(id: &str, state: u32) -> bool {
    let Some(state) = ChapterState::from_number(state) else {
        return false;
    };
    change(|store| store.set_chapter_state(id, state, now()))
}

/// Whether a question was answered right once, or its answer shown.
#[wasm_bindgen(js_name = isSettled)]
pub fn is_settled(ids: &str) -> bool {
    with_page(|page| page.records().is_settled(ids))
}

/// Hands the page the attempts at a question that count, oldest first.
#[wasm_bindgen(js_name = listAttempts)]
pub fn list_attempts(ids: &str) {
    with_page(|page| {
        for (time, fields) in page.records().attempts(ids) {
            page_take_attempt(
                time as f64,
                fields.revision,
                fields.outcome as u32,
                fields.tries,
                fields.confidence as u32,
                fields.answer,
            );
        }
    });
}

/// Adds an attempt to a question's log; false if a value is out of range.
#[wasm_bindgen(js_name = recordAttempt)]
pub fn record_attempt(
    ids: &str,
    rev: &str,
    outcome: u32,
    tries: u32,
    confidence: u32,
    answer: &str,
) -> bool {
    let Some((outcome, confidence)) =
        Outcome::from_number(outcome).zip(Confidence::from_number(confidence))
    else {
        return false;
    };
    let attempt = Attempt::new(&AttemptFields {
        revision: rev,
        outcome,
        tries,
        confidence,
        answer,
    });
    attempt
        .is_some_and(|attempt| change(|store| store.record_attempt(ids, attempt, now(), random())))
}

/// Lets the attempts so far no longer count. Returns the former mark, for [`set_reset_mark`].
#[wasm_bindgen(js_name = resetQuestion)]
pub fn reset_question(ids: &str) -> f64 {
    let mark = with_page(|page| page.records().reset_mark(ids));
    change(|store| store.reset_question(ids, now()));
    mark as f64
}

/// Undoes a reset: attempts later than `mark` count again.
#[wasm_bindgen(js_name = setResetMark)]
pub fn set_reset_mark(ids: &str, mark: f64) -> bool {
    change(|store| store.set_reset_mark(ids, mark as Time, now()))
}

/// Hands the page a text of the learner's (what is written in answer to a question, a note, …), as an
/// entry with its ids for a name; the text is empty if there is none. A text to return would cost
/// 400 bytes.
#[wasm_bindgen(js_name = listDraft)]
pub fn list_draft(ids: &str) {
    with_page(|page| page_take_entry(ids, page.records().text(ids)));
}

/// Keeps such a text; an empty text deletes it. Of a very long text only the beginning is kept.
#[wasm_bindgen(js_name = setDraft)]
pub fn set_draft(ids: &str, text: &str) -> bool {
    change(|store| store.set_text(ids, text, now()))
}

/// Hands the page all entries of the book, for an export.
#[wasm_bindgen(js_name = listEntries)]
pub fn list_entries() {
    with_page(|page| page.store.each_entry(page_take_entry));
}

/// Merges an entry of an exported file, or only tells what that would do: 0 it is added, 1 it is
/// later than ours, 2 ours is kept, 3 it is invalid.
#[wasm_bindgen(js_name = importEntry)]
pub fn import_entry(name: &str, text: &str, write: bool) -> u32 {
    let mode = if write {
        ImportMode::Write
    } else {
        ImportMode::Inspect
    };
    change(|store| store.import(name, text, mode) as u32)
}

struct Page {
    store: Store<LocalStorage>,
    records: Option<Records>,
}

impl Page {
    fn records(&mut self) -> &Records {
        let store = &mut self.store;
        self.records.get_or_insert_with(|| store.records())
    }
}

/// The book's part of the browser's own storage.
struct LocalStorage;

impl Storage for LocalStorage {
    fn get(&self, name: &str) -> Option<String> {
        page_get_item(name)
    }

    fn set(&mut self, name: &str, text: &str) -> Result<(), Refused> {
        page_set_item(name, text).then_some(()).ok_or(Refused)
    }

    fn remove(&mut self, name: &str) -> Result<(), Refused> {
        page_remove_item(name).then_some(()).ok_or(Refused)
    }

    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(name) = page_name_at(names.len() as u32) {
            names.push(name);
        }
        names
    }
}

/// Runs `action` on the page. The page's own functions never call back into the module, so that
/// the borrow is always free.
fn with_page<T>(action: impl FnOnce(&mut Page) -> T) -> T {
    PAGE.with_borrow_mut(action)
}

/// Runs `action` on the store; what was read before is forgotten.
fn change<T>(action: impl FnOnce(&mut Store<LocalStorage>) -> T) -> T {
    with_page(|page| {
        page.records = None;
        action(&mut page.store)
    })
}

fn now() -> Time {
    date_now() as Time
}

fn random() -> u64 {
    (math_random() * f64::from(u32::MAX)) as u64
}
