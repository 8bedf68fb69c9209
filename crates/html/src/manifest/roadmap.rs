//! The stations of the roadmap and how long each takes, for the script that plans with them.
//!
//! [`script`] is the entry point; it goes before the built-in `roadmap.js`.

use super::json;
use coursebook_preprocessors::roadmap::{Phase, Roadmap};
use serde::Serialize;

#[derive(Serialize)]
struct Manifest<'a> {
    /// The hours a week for which the phases' weeks are meant.
    hours: u32,
    phases: Vec<PhaseEntry<'a>>,
}

#[derive(Serialize)]
struct PhaseEntry<'a> {
    title: &'a str,
    /// Id (empty where the chapter is planned), title, weeks in hundredths.
    stations: Vec<(&'a str, &'a str, u32)>,
}

/// The script that sets `window.COURSEBOOK_ROADMAP`.
pub(crate) fn script(roadmap: &Roadmap, hours: u32) -> String {
    let manifest = Manifest {
        hours,
        phases: roadmap.phases.iter().map(entry).collect(),
    };
    format!("window.COURSEBOOK_ROADMAP={};\n", json(&manifest))
}

fn entry(phase: &Phase) -> PhaseEntry<'_> {
    let stations = phase.stations.iter().map(|station| {
        // At most 104 weeks: it always fits.
        let hundredths = (station.weeks * 100.0).round() as u32;
        (station.id.as_str(), station.title.as_str(), hundredths)
    });
    PhaseEntry {
        title: phase.title.as_deref().unwrap_or_default(),
        stations: stations.collect(),
    }
}
