//! A question as the two sides of a card.
//!
//! [`of`] is the entry point. Invariant: the front tells nothing of the answer; the back has it with
//! every reason that the question gives.

use crate::export::{Losses, answer, prompt};
use crate::markdown::render::{escaped, html, inline_html, plain};
use coursebook_model::quiz::author::{
    Choice, EstimateRules, Kind, MatchRules, NumericRules, OrderRules, OutputRules, Question, Quiz,
    Text, TextRules, WrongRule,
};

/// The fields of a note, as HTML.
#[derive(Debug)]
pub(super) struct Card {
    /// What is asked.
    pub(super) front: String,
    /// The answer and its reasons.
    pub(super) back: String,
    /// Steps towards the answer.
    pub(super) hints: String,
    /// Where the book has it.
    pub(super) source: String,
    /// The front in words, by which notes are sorted.
    pub(super) words: String,
}

/// The card of a question.
pub(super) fn of(quiz: &Quiz, question: &Question, losses: &mut Losses) -> Card {
    let mut asked = answer::asked(question, &prompt(quiz, question));
    asked.push_str(task(&question.kind));
    let (front, reasons) = match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => (
            with_choices(&asked, choices, losses),
            of_choices(choices, losses),
        ),
        Kind::TrueFalse {
            when_true,
            when_false,
            ..
        } => {
            let said = [("True", when_true), ("False", when_false)];
            let said = said.map(|(word, text)| (word.to_owned(), text.as_ref()));
            (html(&asked, losses), reasons(said, losses))
        }
        Kind::Text(TextRules { wrong, .. })
        | Kind::Numeric(NumericRules { wrong, .. })
        | Kind::Estimate(EstimateRules { wrong, .. }) => {
            (html(&asked, losses), foreseen(wrong, losses))
        }
        Kind::Output(OutputRules { wrong, .. }) => {
            let said = wrong
                .iter()
                .map(|rule| (rule.shown(), Some(&rule.feedback)));
            let said = reasons(said.collect::<Vec<_>>(), losses);
            (html(&asked, losses), said)
        }
        Kind::Order(rules) => (with_steps(&asked, rules, losses), of_strays(rules, losses)),
        Kind::Match(rules) => (with_sides(&asked, rules, losses), of_pairs(rules, losses)),
        Kind::Cloze(_) | Kind::Free(_) => (html(&asked, losses), String::new()),
    };
    let right = html(&answer::right(question), losses);
    let explanation = question.explanation.as_ref();
    let explanation = explanation.map_or(String::new(), |text| html(&text.value, losses));
    Card {
        words: words(&front),
        front,
        back: format!("<div class=\"right\">{right}</div>{reasons}{explanation}"),
        hints: list(
            "ol",
            question
                .hints
                .iter()
                .map(|hint| inline_html(&hint.value, losses)),
        ),
        source: question
            .reference
            .as_ref()
            .map_or(String::new(), |page| escaped(&page.value)),
    }
}

/// What is to be done, where no form shows it. Markdown after the prompt.
fn task(kind: &Kind) -> &'static str {
    match kind {
        Kind::Multiple { .. } => "\n\n*Choose all that apply.*",
        Kind::TrueFalse { .. } => "\n\n*True or false?*",
        _ => "",
    }
}

/// What HTML of ours says, without its tags.
fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut tag = false;
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' if tag => tag = false,
            letter if !tag => out.push(letter),
            _ => {}
        }
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(out, |text, (entity, letter)| text.replace(entity, letter))
}

/// A list, unless it is empty.
fn list(name: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>")).collect();
    match items.is_empty() {
        true => items,
        false => format!("<{name}>{items}</{name}>"),
    }
}

fn with_choices(asked: &str, choices: &[Choice], losses: &mut Losses) -> String {
    let asked = html(asked, losses);
    let choices = choices
        .iter()
        .map(|choice| inline_html(&choice.text.value, losses));
    let choices = list("ol", choices).replacen("<ol>", "<ol type=\"A\">", 1);
    format!("{asked}{choices}")
}

/// Every choice with its mark and its reason.
fn of_choices(choices: &[Choice], losses: &mut Losses) -> String {
    let choices = choices.iter().map(|choice| {
        let mark = if choice.correct { "✓" } else { "✗" };
        let text = inline_html(&choice.text.value, losses);
        let said = choice.feedback.iter().chain(&choice.feedback_missed);
        let said = said.map(|text| format!("<br>{}", inline_html(&text.value, losses)));
        format!("{mark} {text}{}", said.collect::<String>())
    });
    list("ol", choices).replacen("<ol>", "<ol type=\"A\">", 1)
}

/// What is said to what.
fn reasons<'t>(
    said: impl IntoIterator<Item = (String, Option<&'t Text>)>,
    losses: &mut Losses,
) -> String {
    let said = said
        .into_iter()
        .filter_map(|(what, text)| Some((what, text?)));
    let said = said.map(|(what, text)| {
        let text = inline_html(&text.value, losses);
        format!("{}: {text}", escaped(&what))
    });
    list("ul", said.collect::<Vec<_>>().into_iter())
}

fn foreseen(wrong: &[WrongRule], losses: &mut Losses) -> String {
    let rules = wrong.iter().map(|rule| {
        let shown = rule.shown.clone().unwrap_or_else(|| "✗".to_owned());
        (shown, Some(&rule.feedback))
    });
    reasons(rules.collect::<Vec<_>>(), losses)
}

/// The steps in an order that tells nothing.
fn with_steps(asked: &str, rules: &OrderRules, losses: &mut Losses) -> String {
    let asked = html(asked, losses);
    let steps = rules.items.iter().map(|item| &item.text);
    let strays = rules.distractors.iter().map(|distractor| &distractor.text);
    let texts = steps
        .chain(strays)
        .map(|text| inline_html(&text.value, losses));
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    format!("{asked}{}", list("ul", texts.into_iter()))
}

fn of_strays(rules: &OrderRules, losses: &mut Losses) -> String {
    let strays = rules.distractors.iter().map(|distractor| {
        let text = inline_html(&distractor.text.value, losses);
        let said = distractor.feedback.as_ref();
        let said = said.map(|said| format!(": {}", inline_html(&said.value, losses)));
        format!("✗ {text}{}", said.unwrap_or_default())
    });
    list("ul", strays.collect::<Vec<_>>().into_iter())
}

/// The left sides, and the right sides in an order that tells nothing.
fn with_sides(asked: &str, rules: &MatchRules, losses: &mut Losses) -> String {
    let asked = html(asked, losses);
    let left = rules
        .pairs
        .iter()
        .map(|pair| inline_html(&pair.left.value, losses));
    let left = list("ul", left.collect::<Vec<_>>().into_iter());
    let own = rules
        .pairs
        .iter()
        .filter(|pair| pair.right_id == pair.id.value);
    let right = own
        .map(|pair| &pair.right)
        .chain(rules.extra.iter().map(|extra| &extra.text));
    let mut right: Vec<String> = right.map(|text| inline_html(&text.value, losses)).collect();
    right.sort();
    format!("{asked}{left}<hr>{}", list("ul", right.into_iter()))
}

fn of_pairs(rules: &MatchRules, losses: &mut Losses) -> String {
    let pairs = rules.pairs.iter();
    let said = pairs.map(|pair| (plain(&pair.left.value), pair.feedback.as_ref()));
    reasons(said.collect::<Vec<_>>(), losses)
}
