//! The types that Moodle grades.
//!
//! [`of`] is the entry point.

use super::general;
use super::signs::{escaped, has_arrow, typed, wildcard, within, without_arrow};
use crate::export::{Losses, answer, answer::decimal};
use crate::markdown::render::{is_plain, plain, portable};
use coursebook_model::quiz::author::{
    Blank, Choice, EstimateRules, Kind, MatchRules, NumericRules, OrderRules, OutputRules,
    Question, Text, WrongRule, blanks_in,
};
use coursebook_model::quiz::key::{Key, NumberKey, Pattern};
use coursebook_model::quiz::read_quantity;

/// The shares of the points that Moodle knows, in percent.
const SHARES: [f64; 20] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0,
    20.0, 16.66667, 14.28571, 12.5, 11.11111, 10.0, 5.0,
];

/// What is asked and its answers; `None` if Moodle cannot grade it.
pub(super) fn of(question: &Question, asked: &str, losses: &mut Losses) -> Option<String> {
    if let Kind::Cloze(blanks) = &question.kind {
        return cloze(question, blanks, asked, losses);
    }
    let (asked, answers) = match &question.kind {
        Kind::Single(choices) => (asked.to_owned(), single(choices, losses)),
        Kind::Multiple { choices, partial } => {
            (asked.to_owned(), multiple(choices, *partial, losses))
        }
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => {
            let said = (when_true.as_ref(), when_false.as_ref());
            return Some(true_false(question, asked, *answer, said, losses));
        }
        Kind::Text(rules) => (asked.to_owned(), text(question, &rules.wrong, losses)?),
        Kind::Numeric(rules) => {
            losses.add_if(rules.unit.is_some(), "units");
            (
                answer::asked(question, asked),
                numeric(question, rules, losses)?,
            )
        }
        Kind::Estimate(rules) => {
            losses.add_if(rules.unit.is_some(), "units");
            (
                answer::asked(question, asked),
                estimate(question, rules, losses)?,
            )
        }
        Kind::Order(rules) => (asked.to_owned(), order(rules, losses)),
        Kind::Match(rules) => (asked.to_owned(), pairs(rules, losses)),
        Kind::Output(rules) => (
            answer::asked(question, asked),
            output(question, rules, losses)?,
        ),
        Kind::Cloze(_) | Kind::Free(_) => return None,
    };
    let asked = escaped(&portable(&asked, losses));
    let general = general(question, losses);
    let general = if general.is_empty() {
        general
    } else {
        format!("\t{general}\n")
    };
    Some(format!("{asked} {{{answers}{general}}}"))
}

/// Lines of answers.
fn lines(answers: impl IntoIterator<Item = String>) -> String {
    let lines = answers.into_iter().map(|answer| format!("\t{answer}\n"));
    format!("\n{}", lines.collect::<String>())
}

/// `#` and what is said to an answer.
fn feedback(text: Option<&Text>, losses: &mut Losses) -> String {
    match text {
        Some(text) => format!("#{}", escaped(&portable(&text.value, losses))),
        None => String::new(),
    }
}

fn single(choices: &[Choice], losses: &mut Losses) -> String {
    lines(choices.iter().map(|choice| {
        let text = escaped(&portable(&choice.text.value, losses));
        let answer = match choice.correct {
            // Moodle reads no share after this sign, where there are choices.
            true => format!("={text}"),
            false => signed('~', 0, &text),
        };
        format!("{answer}{}", feedback(choice.feedback.as_ref(), losses))
    }))
}

/// In Moodle each right choice gives its share. Whoever picks a wrong one loses as much, or all.
fn multiple(choices: &[Choice], partial: bool, losses: &mut Losses) -> String {
    let right = choices.iter().filter(|choice| choice.correct).count();
    losses.add_if(
        !partial && right > 1,
        "all or nothing: a part of the right choices gives points",
    );
    let share = SHARES.iter().copied().min_by(|a, b| {
        let wanted = 100.0 / right.max(1) as f64;
        (a - wanted).abs().total_cmp(&(b - wanted).abs())
    });
    let share = share.unwrap_or(100.0);
    lines(choices.iter().map(|choice| {
        let weight = match (choice.correct, partial) {
            (true, _) => share,
            (false, true) => -share,
            (false, false) => -100.0,
        };
        let text = escaped(&portable(&choice.text.value, losses));
        format!(
            "~%{weight}%{text}{}",
            feedback(choice.feedback.as_ref(), losses)
        )
    }))
}

fn true_false(
    question: &Question,
    asked: &str,
    answer: bool,
    (when_true, when_false): (Option<&Text>, Option<&Text>),
    losses: &mut Losses,
) -> String {
    let (word, right, wrong) = match answer {
        true => ("TRUE", when_true, when_false),
        false => ("FALSE", when_false, when_true),
    };
    let right = feedback(right, losses);
    let wrong = match feedback(wrong, losses) {
        wrong if wrong.is_empty() && !right.is_empty() => "#".to_owned(),
        wrong => wrong,
    };
    let asked = escaped(&portable(asked, losses));
    let general = general(question, losses);
    format!("{asked} {{{word}{wrong}{right}{general}}}")
}

/// The sign of an answer and its share of the points, which only has to be there before a text that
/// begins like one.
fn signed(sign: char, share: u8, text: &str) -> String {
    match text.starts_with('%') {
        true => format!("{sign}%{share}%{text}"),
        false => format!("{sign}{text}"),
    }
}

/// An accepted or foreseen text as GIFT writes it, if it can.
fn pattern(pattern: Pattern<'_>) -> Option<String> {
    let text = match pattern {
        Pattern::Literal(text) => typed(text),
        Pattern::Regex(regex) => wildcard(regex)?,
    };
    (!has_arrow(&text)).then_some(text)
}

fn text(question: &Question, wrong: &[WrongRule], losses: &mut Losses) -> Option<String> {
    let Some(Key::Text(key)) = Key::parse(&question.key) else {
        return None;
    };
    losses.add_if(!key.flags.case, "that case counts");
    losses.add_if(key.flags.punct, "that punctuation does not count");
    let mut answers = Vec::new();
    for accepted in key.accept() {
        match pattern(accepted) {
            Some(text) => answers.push(signed('=', 100, &text)),
            None if answers.is_empty() => return None,
            None => losses.add("some accepted answers"),
        }
    }
    for (rule, foreseen) in wrong.iter().zip(key.wrong()) {
        let said = escaped(&portable(&rule.feedback.value, losses));
        match pattern(foreseen) {
            Some(text) => answers.push(format!("=%0%{text}#{}", without_arrow(&said))),
            None => losses.add("words for some wrong answers"),
        }
        losses.add_if(
            has_arrow(&said),
            "the sign `->` in words for a wrong answer",
        );
    }
    Some(lines(answers))
}

fn value(text: &str) -> Option<f64> {
    read_quantity(text).map(|quantity| quantity.value)
}

fn numeric(question: &Question, rules: &NumericRules, losses: &mut Losses) -> Option<String> {
    let Some(Key::Number(key)) = Key::parse(&question.key) else {
        return None;
    };
    let tolerance = tolerance(key)?;
    let answer = match tolerance > 0.0 {
        true => format!("{}:{}", decimal(value(key.answer)?), decimal(tolerance)),
        false => decimal(value(key.answer)?),
    };
    let mut answers = vec![format!("={answer}")];
    for (rule, (low, high)) in rules.wrong.iter().zip(key.wrong()) {
        let said = escaped(&portable(&rule.feedback.value, losses));
        let (low, high) = (value(low)?, value(high)?);
        let range = match low == high {
            true => decimal(low),
            false => format!("{}..{}", decimal(low), decimal(high)),
        };
        answers.push(format!("=%0%{range}#{said}"));
    }
    Some(format!("#{}", lines(answers)))
}

fn tolerance(key: NumberKey<'_>) -> Option<f64> {
    let abs = value(key.abs).unwrap_or(0.0);
    let rel = value(key.rel).unwrap_or(0.0);
    Some(abs.max(rel * value(key.answer)?.abs()))
}

/// An order of magnitude as ranges.
fn estimate(question: &Question, rules: &EstimateRules, losses: &mut Losses) -> Option<String> {
    losses.add("that the order of magnitude counts: each band is a range");
    losses.add_if(!rules.wrong.is_empty(), "words for some wrong answers");
    let answer = value(&rules.answer.value).filter(|_| !question.key.is_empty())?;
    let bands = rules.bands.iter().map(|band| {
        let within = value(&band.within)?;
        let score = f64::from(band.score);
        let share = SHARES.iter().copied();
        let share = share.min_by(|a, b| (a - score).abs().total_cmp(&(b - score).abs()))?;
        let range = format!("{}..{}", decimal(answer / within), decimal(answer * within));
        Some(format!("=%{share}%{range}"))
    });
    Some(format!("#{}", lines(bands.collect::<Option<Vec<_>>>()?)))
}

/// Steps and the places that they belong to.
fn order(rules: &OrderRules, losses: &mut Losses) -> String {
    losses.add("that an order is asked for: each step is matched with its place");
    losses.add_if(!rules.groups.is_empty(), "that some steps may be swapped");
    let said = rules
        .distractors
        .iter()
        .any(|distractor| distractor.feedback.is_some());
    losses.add_if(said, "words for steps that do not belong there");
    let steps = rules.items.iter().zip(1..);
    let steps = steps.map(|(item, place)| (&item.text, place.to_string()));
    let strays = rules.distractors.iter();
    let strays = strays.map(|distractor| (&distractor.text, "–".to_owned()));
    let pairs = steps.chain(strays).map(|(text, place)| {
        let text = escaped(&portable(&text.value, losses));
        losses.add_if(has_arrow(&text), "the sign `->` in left sides");
        format!("={} -> {place}", without_arrow(&text))
    });
    lines(pairs.collect::<Vec<_>>())
}

fn pairs(rules: &MatchRules, losses: &mut Losses) -> String {
    let said = rules.pairs.iter().any(|pair| pair.feedback.is_some());
    losses.add_if(said, "words for pairs");
    let right = |text: &Text, losses: &mut Losses| {
        losses.add_if(!is_plain(&text.value), "the form of right sides");
        escaped(&plain(&text.value))
    };
    let mut answers = Vec::new();
    for pair in &rules.pairs {
        let left = escaped(&portable(&pair.left.value, losses));
        losses.add_if(has_arrow(&left), "the sign `->` in left sides");
        let left = without_arrow(&left);
        answers.push(format!("={left} -> {}", right(&pair.right, losses)));
    }
    for extra in &rules.extra {
        answers.push(format!("= -> {}", right(&extra.text, losses)));
    }
    lines(answers)
}

/// One blank is a missing word; for more, GIFT has nothing.
fn cloze(
    question: &Question,
    blanks: &[Blank],
    asked: &str,
    losses: &mut Losses,
) -> Option<String> {
    let places = blanks_in(asked);
    let ([blank], [(place, _)]) = (blanks, places.as_slice()) else {
        return None;
    };
    let (before, after) = (asked.get(..place.start)?, asked.get(place.end..)?);
    let words = match blank.choices.is_empty() {
        true => typed_words(question, losses)?,
        false => picked_words(blank),
    };
    if words.iter().any(|word| has_arrow(word)) {
        return None;
    }
    let general = general(question, losses);
    let after = match after.trim().is_empty() {
        true => String::new(),
        false => format!("{}{}", gap(after), within(&portable(after, losses))),
    };
    let before = format!("{}{}", escaped(&portable(before, losses)), end_gap(before));
    Some(format!("{before}{{{}{general}}}{after}", words.join(" ")))
}

fn typed_words(question: &Question, losses: &mut Losses) -> Option<Vec<String>> {
    let Some(Key::Cloze(key)) = Key::parse(&question.key) else {
        return None;
    };
    let mut words = Vec::new();
    for accepted in key.blanks().next()?.accept() {
        match pattern(accepted) {
            Some(text) => words.push(signed('=', 100, &text)),
            None if words.is_empty() => return None,
            None => losses.add("some accepted answers"),
        }
    }
    Some(words)
}

fn picked_words(blank: &Blank) -> Vec<String> {
    let right = |text: &Text| {
        let mut accepted = std::iter::once(&blank.answer).chain(&blank.accept);
        accepted.any(|answer| answer.value == text.value)
    };
    let choices = blank.choices.iter();
    choices
        .map(|text| match right(text) {
            true => format!("={}", escaped(&text.value)),
            false => signed('~', 0, &escaped(&text.value)),
        })
        .collect()
}

/// The blank between a missing word and what follows.
fn gap(after: &str) -> &'static str {
    if after.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    }
}

fn end_gap(before: &str) -> &'static str {
    if before.ends_with(char::is_whitespace) {
        " "
    } else {
        ""
    }
}

/// An output of one line can be typed; whether a program fails can be picked.
fn output(question: &Question, rules: &OutputRules, losses: &mut Losses) -> Option<String> {
    losses.add_if(rules.verify, "that the program is run to prove the answer");
    if rules.fails == Some(true) {
        losses.add_if(rules.error.is_some(), "how the program fails");
        let answers = ["=It fails.", "~It does not fail."];
        return Some(lines(answers.map(str::to_owned)));
    }
    let accepted = rules.answer.iter().chain(&rules.accept);
    let accepted: Vec<&str> = accepted.map(|text| text.value.trim()).collect();
    let one_line = |text: &&str| !text.contains('\n') && !has_arrow(text);
    if accepted.is_empty() || !accepted.iter().all(one_line) || question.key.is_empty() {
        return None;
    }
    losses.add_if(rules.fails.is_some(), "whether the program fails");
    losses.add("that case counts");
    let mut answers: Vec<String> = accepted
        .into_iter()
        .map(|text| signed('=', 100, &typed(text)))
        .collect();
    for rule in &rules.wrong {
        let shown = rule.text.trim();
        let said = escaped(&portable(&rule.feedback.value, losses));
        match rule.fails || shown.contains('\n') || has_arrow(shown) || has_arrow(&said) {
            true => losses.add("words for some wrong answers"),
            false => answers.push(format!("=%0%{}#{said}", typed(shown))),
        }
    }
    Some(lines(answers))
}
