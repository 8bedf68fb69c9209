//! `coursebook check --run-code`: proves what questions say of programs by running them.
//!
//! [`prove`] is the entry point. Only questions with `verify: true` are run, and only by this
//! command: a build never runs what a book holds. Invariant: mistakes come in the order of the
//! book, however the programs share the cores.

mod cache;
mod judge;
mod lines;
mod process;
mod program;
pub(crate) mod runners;

use crate::project::Project;
use crate::report;
use cache::{Cache, Key};
use coursebook_preprocessors::course::{Course, RunFacts};
use coursebook_preprocessors::diagnostic::Diagnostic;
use process::{Ran, Stopped};
use rayon::prelude::*;
use runners::{Runner, Runners};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Proof {
    /// What is not as the questions say.
    pub(crate) mistakes: Vec<Diagnostic>,
    /// How many programs there are.
    pub(crate) programs: usize,
    /// How many of them were run, because no earlier run told what they do.
    pub(crate) run: usize,
}

/// Runs the programs of all questions that ask for it; each may take this long.
pub(crate) fn prove(project: &Project, course: &Course, time: Duration) -> Proof {
    let programs: Vec<&RunFacts> = programs(course).collect();
    // A run that ended early knows of none; what was kept is not to be forgotten for that.
    if programs.is_empty() {
        return Proof::default();
    }
    let runners = Runners::of_book(&project.config);
    let mut cache = Cache::open(&project.build_folder());
    let run = AtomicUsize::new(0);
    let outcomes: Vec<Outcome<'_>> = programs
        .par_iter()
        .map(|facts| {
            let Some(runner) = runners.of(&facts.language) else {
                return Outcome::NoRunner;
            };
            let key = Key::of(facts, runner);
            let result = known_or_run(facts, runner, &cache, key, time, &run);
            Outcome::Run(runner, key, result)
        })
        .collect();
    let mut mistakes = Vec::new();
    for (facts, outcome) in programs.iter().zip(&outcomes) {
        match outcome {
            Outcome::NoRunner => mistakes.push(judge::no_runner(facts)),
            Outcome::Run(runner, key, Ok(ran)) => {
                cache.keep(*key, ran);
                mistakes.extend(judge::mistake(facts, ran, &runner.file));
            }
            Outcome::Run(_, _, Err(stopped)) => mistakes.push(judge::stopped(facts, stopped, time)),
        }
    }
    // Without a cache the programs run again next time; what they did is told all the same.
    if let Err(error) = cache.write() {
        report::tell(format_args!("warning: {error:#}"));
    }
    Proof {
        mistakes,
        programs: programs.len(),
        run: run.into_inner(),
    }
}

enum Outcome<'a> {
    NoRunner,
    Run(&'a Runner, Key, Result<Ran, Stopped>),
}

fn known_or_run(
    facts: &RunFacts,
    runner: &Runner,
    cache: &Cache,
    key: Key,
    time: Duration,
    run: &AtomicUsize,
) -> Result<Ran, Stopped> {
    if let Some(known) = cache.get(key) {
        return Ok(known.clone());
    }
    run.fetch_add(1, Ordering::Relaxed);
    program::run(facts, runner, time)
}

/// In the order of the chapters' paths.
fn programs(course: &Course) -> impl Iterator<Item = &RunFacts> {
    let quizzes = course.chapters.values().flat_map(|facts| &facts.quizzes);
    let questions = quizzes.flat_map(|quiz| &quiz.questions);
    questions.filter_map(|question| question.run.as_ref())
}
