//! A sequence diagram in words. Entry point: [`lines`].
//!
//! Invariant: lines are in the order of the script.

use super::events::{Event, Message, Place, Script, Tip};
use crate::label::plain_text;
use crate::outline::arrow;

/// One line for each message, note and block, in order.
pub(crate) fn lines(script: &Script) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for event in &script.events {
        lines.extend(match event {
            Event::Message(message) => Some(said(script, message)),
            Event::Note {
                from,
                to,
                place,
                text,
            } => Some(noted(script, (*from, *to), *place, text)),
            Event::Open { keyword, text } => {
                open.push(keyword);
                Some(headed(keyword, text))
            }
            Event::Split { keyword, text } => Some(headed(keyword, text)),
            Event::Close => Some(format!("end of {}", open.pop().unwrap_or("block"))),
            Event::BandOpen | Event::BandClose | Event::Activate(_) | Event::Deactivate(_) => None,
        });
    }
    lines
}

fn name(script: &Script, actor: usize) -> String {
    script
        .actors
        .get(actor)
        .map(|actor| plain_text(&actor.name))
        .unwrap_or_default()
}

fn said(script: &Script, message: &Message) -> String {
    let sign = match (message.tail, message.tip) {
        (Tip::Filled, _) => "↔",
        (_, Tip::Cross) => "⇥",
        _ => "→",
    };
    let text = plain_text(&message.text);
    let line = arrow(
        &name(script, message.from),
        sign,
        &name(script, message.to),
        Some(&text),
    );
    match &message.number {
        Some(number) => format!("{number}. {line}"),
        None => line,
    }
}

fn noted(script: &Script, (from, to): (usize, usize), place: Place, text: &str) -> String {
    let whom = match from == to {
        true => name(script, from),
        false => format!("{} to {}", name(script, from), name(script, to)),
    };
    let place = match place {
        Place::Left | Place::Right => "beside",
        Place::Over => "over",
    };
    format!("Note {place} {whom}: {}", plain_text(text))
}

fn headed(keyword: &str, text: &str) -> String {
    format!("{keyword} {}", plain_text(text)).trim().to_owned()
}
