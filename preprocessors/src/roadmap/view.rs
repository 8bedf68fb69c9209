//! What a page shows of a roadmap: the template's fields, and the list for other renderers.

use super::plan::{Phase, Roadmap, Station};
use super::road::{Road, Side};
use crate::link;
use crate::session::ChapterContext;
use crate::templates::Templates;
use serde::Serialize;
use std::path::Path;

/// The fields of `roadmap.html`; theme authors rely on their names.
#[derive(Debug, Serialize)]
pub(super) struct View {
    /// Whether the line is drawn, for which a style sheet is needed.
    drawn: bool,
    /// How many chapters are written, of how many, in words.
    total: String,
    /// The reading time of what is written, in words; empty where nothing says it.
    time: String,
    phases: Vec<PhaseView>,
}

#[derive(Debug, Serialize)]
struct PhaseView {
    id: String,
    title: String,
    /// What there is in it, in words.
    facts: Vec<String>,
    /// `start` or `end`: the side on which the line comes in, if it does.
    enters: &'static str,
    height: usize,
    way_out: Option<String>,
    stations: Vec<StationView>,
}

#[derive(Debug, Serialize)]
struct StationView {
    number: usize,
    title: String,
    id: String,
    href: Option<String>,
    minutes: Option<u32>,
    column: usize,
    leg: String,
}

/// The fields for a page.
pub(super) fn of(roadmap: &Roadmap, chapter: ChapterContext<'_>, drawn: bool) -> View {
    let templates = &chapter.session.templates;
    let (mut entry, count) = (Side::Start, roadmap.phases.len());
    let phases = roadmap.phases.iter().enumerate().map(|(place, phase)| {
        let road = Road::new(entry, phase.stations.len(), (place > 0, place + 1 < count));
        let view = phase_view(phase, place, &road, entry, chapter.path, templates);
        entry = road.exit();
        view
    });
    let phases = phases.collect();
    View {
        drawn,
        total: written(roadmap.stations(), templates),
        time: time(roadmap.phases.iter().map(Phase::minutes).sum(), templates),
        phases,
    }
}

fn phase_view(
    phase: &Phase,
    place: usize,
    road: &Road,
    entry: Side,
    page: &Path,
    templates: &Templates,
) -> PhaseView {
    let stations = phase.stations.iter().enumerate();
    PhaseView {
        id: format!("phase.{}", place + 1),
        title: phase.title.clone().unwrap_or_default(),
        facts: facts(phase, templates),
        enters: match (place, entry) {
            (0, _) => "",
            (_, Side::Start) => "start",
            (_, Side::End) => "end",
        },
        height: road.height(),
        way_out: road.way_out(),
        stations: stations
            .map(|(place, station)| StationView {
                number: station.number,
                title: station.title.clone(),
                id: station.id.clone(),
                href: station
                    .source
                    .as_deref()
                    .map(|source| link::View::Page(page).href(source)),
                minutes: station.minutes,
                column: road.column(place),
                leg: road.leg(place),
            })
            .collect(),
    }
}

/// A list in Markdown, for renderers that draw nothing.
pub(super) fn markdown(roadmap: &Roadmap, page: &Path, templates: &Templates) -> String {
    let mut text = written(roadmap.stations(), templates);
    text.push('\n');
    for phase in &roadmap.phases {
        text.push('\n');
        if let Some(title) = &phase.title {
            text.push_str(&format!("**{}** ", escaped(title)));
        }
        text.push_str(&facts(phase, templates).join(" · "));
        text.push_str("\n\n");
        for station in &phase.stations {
            text.push_str(&item(station, page, templates));
        }
    }
    text
}

fn item(station: &Station, page: &Path, templates: &Templates) -> String {
    let (number, title) = (station.number, escaped(&station.title));
    let minutes = station.minutes.map(|minutes| {
        let n = minutes.to_string();
        format!(", {}", templates.say("roadmap_minutes", &[("n", &n)]))
    });
    match &station.source {
        Some(source) => format!(
            "{number}. [{title}](<{}>){}\n",
            link::View::Page(page).href(source),
            minutes.unwrap_or_default()
        ),
        None => format!(
            "{number}. {title}, {}\n",
            templates.say("roadmap_planned", &[])
        ),
    }
}

/// The text with the signs escaped that Markdown would read.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What there is in a phase: chapters, weeks, reading time.
fn facts(phase: &Phase, templates: &Templates) -> Vec<String> {
    let mut facts = vec![written(phase.stations.iter(), templates)];
    if let Some(weeks) = phase.weeks {
        let n = weeks.to_string();
        let key = if weeks == 1 {
            "roadmap_week"
        } else {
            "roadmap_weeks"
        };
        facts.push(templates.say(key, &[("n", &n)]));
    }
    let time = time(phase.minutes(), templates);
    facts.extend((!time.is_empty()).then_some(time));
    facts
}

fn written<'a>(stations: impl Iterator<Item = &'a Station>, templates: &Templates) -> String {
    let (mut written, mut all) = (0_usize, 0_usize);
    for station in stations {
        all += 1;
        written += usize::from(station.source.is_some());
    }
    let (n, total) = (written.to_string(), all.to_string());
    let key = match written == all {
        true if all == 1 => "roadmap_chapter",
        true => "roadmap_chapters",
        false => "roadmap_written",
    };
    templates.say(key, &[("n", &n), ("total", &total)])
}

/// A reading time in hours and minutes.
fn time(minutes: u32, templates: &Templates) -> String {
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    match minutes {
        0 => String::new(),
        1..60 => templates.say("roadmap_reading_minutes", &[("m", &rest)]),
        _ => templates.say("roadmap_reading_hours", &[("h", &hours), ("m", &rest)]),
    }
}
