//! `quiz-*.js`: the quizzes of a chapter as the chapter's page shows them.
//!
//! [`script`] is the entry point. The page Review loads them by adding script elements, which works
//! from disk too. Links are relative to the chapter's page: whoever shows a quiz elsewhere
//! resolves them.

use super::json;
use crate::book::Page;

/// The script that puts the chapter's quizzes into `window.COURSEBOOK_QUIZZES`; none if it asks
/// nothing.
pub(crate) fn script(page: &Page) -> Option<String> {
    let quizzes = &page.facts.quizzes;
    let html: String = quizzes.iter().map(|quiz| quiz.html.as_str()).collect();
    let known = "window.COURSEBOOK_QUIZZES";
    (!html.is_empty()).then(|| {
        format!(
            "({known}={known}||{{}})[{}]={};\n",
            json(&page.id),
            json(&html)
        )
    })
}
