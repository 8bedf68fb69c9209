//! How far a run has come, where stderr is a terminal; quiet otherwise.

use coursebook_preprocessors::session::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, PoisonError};

/// A progress display for one run.
pub(crate) fn progress() -> Box<dyn Progress> {
    // Drawn at most ten times a second; a bar on a stderr that is no terminal stays hidden.
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{msg:>12} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    Box::new(Bar {
        bar,
        stage: Mutex::new(""),
    })
}

#[derive(Debug)]
struct Bar {
    bar: ProgressBar,
    stage: Mutex<&'static str>,
}

impl Progress for Bar {
    fn advance(&self, stage: &'static str, total: usize) {
        if self.bar.is_hidden() {
            return;
        }
        let mut current = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *current != stage {
            *current = stage;
            self.bar.set_position(0);
            self.bar.set_length(total as u64);
            self.bar.set_message(stage);
        }
        self.bar.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
