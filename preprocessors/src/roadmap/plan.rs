//! What there is on the way through a course: phases, their stations, and how long each takes.
//!
//! [`Roadmap::of`] is the entry point. Invariant: the weeks of a phase are the sum of those of its
//! stations, planned ones included, so that a plan made of them promises nothing that is not there.

use crate::session::Session;
use crate::summary::{Entry, Part};
use std::path::PathBuf;

/// A course as a way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roadmap {
    /// The parts of the book that are on it, in order.
    pub phases: Vec<Phase>,
}

/// A part of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// Its title; none in a book without parts.
    pub title: Option<String>,
    /// How many weeks it takes, where the first chapter's front matter says it.
    pub weeks: Option<u32>,
    /// Its chapters.
    pub stations: Vec<Station>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Its place on the whole way, from 1.
    pub number: usize,
    /// Its name in `SUMMARY.md`.
    pub title: String,
    /// Its file, relative to the content folder; none if it is planned.
    pub source: Option<PathBuf>,
    /// The id under which a learner's state of it is kept; empty if it is planned.
    pub id: String,
    /// Reading time.
    pub minutes: Option<u32>,
    /// Its part of the phase's weeks; 0 where the phase has none.
    pub weeks: f64,
}

/// For a chapter's share of its phase where no chapter of the book says how long it is.
const USUAL_MINUTES: f64 = 30.0;

impl Roadmap {
    /// That of a book.
    ///
    /// Phases are the parts whose first chapter says how many `weeks` they take; where none does,
    /// all parts with a title; in a book without parts, the book.
    pub fn of(session: &Session) -> Roadmap {
        let summary = session.summary().into_iter();
        let parts: Vec<(&Part, Option<u32>)> = summary
            .flat_map(|summary| &summary.parts)
            .map(|part| (part, weeks(part, session)))
            .collect();
        let timed = parts.iter().any(|(_, weeks)| weeks.is_some());
        let titled = parts.iter().any(|(part, _)| part.title.is_some());
        let on_the_way = parts.into_iter().filter(|(part, weeks)| {
            if timed {
                weeks.is_some()
            } else {
                part.title.is_some() || !titled
            }
        });
        let mut number = 0;
        let phases = on_the_way.map(|(part, weeks)| {
            let chapters = part.chapters.iter();
            let stations = chapters.filter_map(|entry| station(entry, session, &mut number));
            Phase {
                title: part.title.clone(),
                weeks,
                stations: stations.collect(),
            }
        });
        let mut roadmap = Roadmap {
            phases: phases.collect(),
        };
        roadmap.share_out();
        roadmap
    }

    /// All stations, in order.
    pub fn stations(&self) -> impl Iterator<Item = &Station> {
        self.phases.iter().flat_map(|phase| &phase.stations)
    }

    /// Gives each station its share of its phase's weeks: by reading time, where it is known, and
    /// else by the mean of those that are.
    fn share_out(&mut self) {
        let known: Vec<f64> = self
            .stations()
            .filter_map(|station| station.minutes)
            .map(f64::from)
            .collect();
        let mean = match known.len() {
            0 => USUAL_MINUTES,
            n => known.iter().sum::<f64>() / n as f64,
        };
        let size = |station: &Station| station.minutes.map_or(mean, f64::from).max(1.0);
        for phase in &mut self.phases {
            let whole: f64 = phase.stations.iter().map(size).sum();
            let weeks = f64::from(phase.weeks.unwrap_or(0));
            for station in &mut phase.stations {
                station.weeks = weeks * size(station) / whole;
            }
        }
    }
}

impl Phase {
    /// The reading time of its written chapters, where they say it.
    pub fn minutes(&self) -> u32 {
        self.stations
            .iter()
            .filter_map(|station| station.minutes)
            .sum()
    }
}

/// The weeks of a part, which its first written chapter says.
fn weeks(part: &Part, session: &Session) -> Option<u32> {
    let first = part
        .chapters
        .iter()
        .find_map(|entry| entry.source.as_ref())?;
    session.front_matter(first)?.weeks
}

/// A station, unless it is the page of a roadmap itself.
fn station(entry: &Entry, session: &Session, number: &mut usize) -> Option<Station> {
    let front_matter = entry
        .source
        .as_deref()
        .and_then(|source| session.front_matter(source));
    if entry
        .source
        .as_deref()
        .is_some_and(|source| session.is_roadmap(source))
    {
        return None;
    }
    *number += 1;
    Some(Station {
        number: *number,
        title: entry.name.clone(),
        source: entry.source.clone(),
        id: entry
            .source
            .as_deref()
            .map_or_else(String::new, |source| session.chapter_id(source)),
        minutes: front_matter.and_then(|front_matter| front_matter.minutes),
        weeks: 0.0,
    })
}
