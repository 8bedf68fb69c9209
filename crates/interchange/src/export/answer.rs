//! Question and answer in words, for programs that do not grade a type.
//!
//! [`asked`] and [`right`] are the entry points. Invariant: whoever reads them knows what to do, and
//! can tell a right answer from a wrong one.

use crate::markdown::escape;
use crate::markdown::render::fenced;
use coursebook_model::quiz::author::{
    Blank, Choice, EstimateRules, FreeRules, Kind, MatchRules, NumericRules, OrderRules,
    OutputRules, Question, Text, blanks_in,
};

/// What is asked, as Markdown: a program with its code, a text with numbered gaps, a number with
/// its unit.
pub(crate) fn asked(question: &Question, prompt: &str) -> String {
    match &question.kind {
        Kind::Cloze(blanks) => with_gaps(prompt, blanks),
        Kind::Output(rules) => with_code(prompt, rules),
        Kind::Numeric(NumericRules { unit, .. }) | Kind::Estimate(EstimateRules { unit, .. }) => {
            with_unit(prompt, unit.as_ref())
        }
        _ => prompt.to_owned(),
    }
}

fn with_code(prompt: &str, rules: &OutputRules) -> String {
    format!(
        "{prompt}\n\n{}",
        fenced(&rules.code.value, &rules.lang.value)
    )
}

fn with_unit(prompt: &str, unit: Option<&Text>) -> String {
    match unit {
        Some(unit) if !prompt.contains(&unit.value) => format!("{prompt} ({})", unit.value),
        _ => prompt.to_owned(),
    }
}

/// The text with numbered gaps, and what there is to pick from.
fn with_gaps(prompt: &str, blanks: &[Blank]) -> String {
    let mut out = String::with_capacity(prompt.len());
    let mut at = 0;
    for (range, name) in blanks_in(prompt) {
        out.push_str(prompt.get(at..range.start).unwrap_or(""));
        let found = blanks
            .iter()
            .zip(1..)
            .find(|(blank, _)| blank.name.value == name);
        match found {
            Some((blank, number)) => out.push_str(&format!("({number}: {})", gap(blank))),
            None => out.push_str(prompt.get(range.clone()).unwrap_or("")),
        }
        at = range.end;
    }
    out.push_str(prompt.get(at..).unwrap_or(""));
    out
}

fn gap(blank: &Blank) -> String {
    let choices = blank.choices.iter().map(|choice| choice.value.as_str());
    match blank.choices.is_empty() {
        true => "…".to_owned(),
        false => choices.collect::<Vec<_>>().join(" / "),
    }
}

/// The right answer as Markdown.
pub(crate) fn right(question: &Question) -> String {
    match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => of_choices(choices),
        Kind::TrueFalse { answer: true, .. } => "True".to_owned(),
        Kind::TrueFalse { answer: false, .. } => "False".to_owned(),
        Kind::Text(rules) => with_others(&rules.answer, &rules.accept),
        Kind::Numeric(rules) => of_number(rules),
        Kind::Estimate(rules) => of_estimate(rules),
        Kind::Order(rules) => of_steps(rules),
        Kind::Match(rules) => of_pairs(rules),
        Kind::Cloze(blanks) => {
            let blanks = blanks.iter();
            numbered(blanks.map(|blank| with_others(&blank.answer, &blank.accept)))
        }
        Kind::Output(rules) => of_output(rules),
        Kind::Free(rules) => of_free(rules),
    }
}

fn of_choices(choices: &[Choice]) -> String {
    let right = choices.iter().filter(|choice| choice.correct);
    let right: Vec<&str> = right.map(|choice| choice.text.value.trim()).collect();
    match right.as_slice() {
        [one] => (*one).to_owned(),
        several => listed(several.iter().map(|text| (*text).to_owned())),
    }
}

/// A text to be typed, and what else would do.
fn with_others(answer: &Text, accept: &[Text]) -> String {
    let plain = |text: &Text| escape::lines(text.value.trim());
    let others: Vec<String> = accept.iter().map(plain).collect();
    match others.is_empty() {
        true => plain(answer),
        false => format!("{} (or: {})", plain(answer), others.join("; ")),
    }
}

fn of_number(rules: &NumericRules) -> String {
    let tolerance = match rules.tolerance.is_empty() {
        true => String::new(),
        false => format!(" ± {}", rules.tolerance),
    };
    format!(
        "{}{}{tolerance}",
        rules.answer.value,
        unit(rules.unit.as_ref())
    )
}

fn of_estimate(rules: &EstimateRules) -> String {
    let unit = unit(rules.unit.as_ref());
    let bands = rules.bands.iter();
    let bands = bands.map(|band| format!("within a factor of {}: {} %", band.within, band.score));
    let bands: Vec<String> = bands.collect();
    format!("{}{unit} ({})", rules.answer.value, bands.join(", "))
}

fn unit(unit: Option<&Text>) -> String {
    unit.map_or(String::new(), |unit| {
        format!(" {}", escape::lines(&unit.value))
    })
}

fn of_steps(rules: &OrderRules) -> String {
    let steps = rules.items.iter();
    let steps = numbered(steps.map(|item| item.text.value.trim().to_owned()));
    let groups = rules.groups.iter().map(|group| {
        let places = rules.items.iter().zip(1..);
        let places = places.filter(|(item, _)| group.iter().any(|id| id.value == item.id.value));
        let places: Vec<String> = places.map(|(_, place)| place.to_string()).collect();
        format!("\n\nIn any order: {}", places.join(", "))
    });
    format!("{steps}{}", groups.collect::<String>())
}

fn of_pairs(rules: &MatchRules) -> String {
    let pairs = rules.pairs.iter();
    listed(pairs.map(|pair| {
        let sides = [&pair.left, &pair.right].map(|side| side.value.trim().to_owned());
        sides.join(" → ")
    }))
}

fn of_output(rules: &OutputRules) -> String {
    let line = rules.error.as_ref().and_then(|error| error.line);
    let words = rules
        .error
        .as_ref()
        .and_then(|error| error.contains.as_ref());
    match (&rules.answer, line, words) {
        (Some(answer), _, _) => fenced(&answer.value, "text"),
        (None, Some(line), _) => format!("It fails in line {line}."),
        (None, None, Some(words)) => format!("It fails: {}", escape::lines(&words.value)),
        (None, None, None) => "It fails.".to_owned(),
    }
}

fn of_free(rules: &FreeRules) -> String {
    let points = |points: u8| match points {
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    };
    let criteria = rules.rubric.iter();
    let criteria = criteria.map(|criterion| {
        let text = criterion.text.value.trim();
        format!("{text} ({})", points(criterion.points))
    });
    format!("{}\n\n{}", rules.model.value.trim(), listed(criteria))
}

fn listed(texts: impl Iterator<Item = String>) -> String {
    let items = texts.map(|text| format!("- {}", text.replace('\n', "\n  ")));
    items.collect::<Vec<_>>().join("\n")
}

fn numbered(texts: impl Iterator<Item = String>) -> String {
    let items = texts.zip(1..);
    let items = items.map(|(text, number)| format!("{number}. {}", text.replace('\n', "\n   ")));
    items.collect::<Vec<_>>().join("\n")
}

/// A number without the noise of binary fractions.
pub(crate) fn decimal(value: f64) -> String {
    let rounded: f64 = format!("{value:.12e}").parse().unwrap_or(value);
    format!("{rounded}")
}
