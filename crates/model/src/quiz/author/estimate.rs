//! Reads and checks questions with a number of which the order of magnitude counts.
//!
//! [`read`] is the entry point. Invariant: the right number gets all points, and the points fall
//! the further off an answer is.

use super::fields::Fields;
use super::limits;
use super::numbers::{Number, number};
use super::problem::Report;
use super::ranges;
use super::schema::{Band, EstimateRules, Kind};
use super::tree::Node;
use super::units;
use crate::quiz::encode::{NumberParts, estimate_key};

/// Within a factor of 3 all points, within one of 10 half of them.
const DEFAULT: [(&str, u8); 2] = [("3", 100), ("10", 50)];

/// A number to be typed.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields.required("answer");
    let answer = answer.and_then(|node| number(node, "answer", report));
    let answer = answer.filter(|answer| check_answer(answer, report));
    let bands = read_bands(fields);
    let units = units::read(fields);
    let wrong = ranges::read(fields);
    let (answer, bands, units, wrong) = (answer?, bands?, units?, wrong?);
    let parts = NumberParts {
        answer: answer.written(),
        unit_required: units.required,
        units: &units.with_factors(),
        wrong: &ranges::ends(&wrong),
        ..NumberParts::default()
    };
    let key = estimate_key(&parts, &written(&bands));
    let within = bands.first().map_or(1.0, |(within, _)| *within);
    let right = (answer.value / within, answer.value * within);
    ranges::check(&wrong, right, "the first band", &key, report);
    let rules = EstimateRules {
        answer: answer.text,
        unit: units.expected.clone(),
        other_units: units.into_others(),
        bands: bands.into_iter().map(|(_, band)| band).collect(),
        wrong: ranges::rules(wrong),
    };
    Some((Kind::Estimate(rules), key))
}

fn check_answer(answer: &Number, report: &Report<'_>) -> bool {
    let legal = answer.value > 0.0;
    if !legal {
        let message = "an estimate is a number above 0";
        let help = "use `type: numeric` with a tolerance";
        report.error("quiz-bad-answer", &answer.text.range, message, help);
    }
    legal
}

fn written(bands: &[(f64, Band)]) -> Vec<(&str, u8)> {
    let bands = bands.iter();
    bands
        .map(|(_, band)| (band.within.as_str(), band.score))
        .collect()
}

fn read_bands(fields: &Fields<'_, '_>) -> Option<Vec<(f64, Band)>> {
    if fields.optional("bands").is_none() {
        let default = DEFAULT.into_iter().map(|(within, score)| Band {
            within: within.to_owned(),
            score,
        });
        return Some([3.0, 10.0].into_iter().zip(default).collect());
    }
    let nodes = fields.counted("bands", (1, limits::BANDS))?;
    let mut bands: Vec<(f64, Band)> = Vec::new();
    for node in nodes {
        let band = read_band(node, bands.last(), fields.report())?;
        bands.push(band);
    }
    Some(bands)
}

/// A band, which must be wider than the one before it and give fewer points; the first gives all.
fn read_band(
    node: &Node,
    before: Option<&(f64, Band)>,
    report: &Report<'_>,
) -> Option<(f64, Band)> {
    let fields = Fields::open(node, "a band", report)?;
    let read = |name| number(fields.required(name)?, name, report);
    let (within, score) = (read("within"), read("score"));
    fields.close();
    let (within, score) = (within?, score?);
    let percent = (score.value * 100.0).round();
    let widest = before.map_or(1.0, |(within, _)| *within);
    let fault = |number: &Number, message: &str, help: &str| {
        report.error("quiz-bad-band", &number.text.range, message, help);
        None
    };
    if within.value <= 1.0 || within.value > limits::WITHIN {
        return fault(
            &within,
            "`within` is a factor above 1",
            "write 3 for a third to the triple",
        );
    }
    if within.value <= widest {
        return fault(
            &within,
            "this band is no wider than the one before",
            "begin with the narrowest",
        );
    }
    if !(1.0..=100.0).contains(&percent) {
        return fault(
            &score,
            "`score` is a share of the points: above 0, at most 1",
            "",
        );
    }
    match before {
        None if percent < 100.0 => {
            return fault(
                &score,
                "the first band gives all points",
                "write `score: 1`",
            );
        }
        Some((_, before)) if percent >= f64::from(before.score) => {
            return fault(&score, "a wider band gives fewer points", "");
        }
        _ => {}
    }
    let band = Band {
        within: within.text.value,
        // At most 100.
        score: percent as u8,
    };
    Some((within.value, band))
}
