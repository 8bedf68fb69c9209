//! How wide each block and band is, found before its rows are laid out. Entry point: [`of`].
//!
//! Invariant: an outer block is wider than the blocks in it.

use super::columns::{Columns, SWING};
use super::events::{Event, Script};
use super::rows::tab_width;

/// The left and right edge of every block and band, by the index of the event that opens it.
pub(crate) fn of(script: &Script, columns: &Columns) -> Vec<Option<(f64, f64)>> {
    let mut extents = vec![None; script.events.len()];
    let mut open: Vec<Open> = Vec::new();
    for (at, event) in script.events.iter().enumerate() {
        match event {
            Event::Open { keyword, text } => {
                let tab = tab_width(keyword) + 14.0;
                open.push(Open::new(at, tab + columns.condition_width(text)));
            }
            Event::Split { text, .. } => {
                let width = columns.condition_width(text) + 22.0;
                if let Some(block) = open.last_mut() {
                    block.needs = block.needs.max(width);
                }
            }
            Event::BandOpen => open.push(Open::new(at, 0.0)),
            Event::Close | Event::BandClose => {
                if let Some(block) = open.pop() {
                    close(&mut extents, &mut open, &block, columns);
                }
            }
            _ => {
                if let (Some(block), Some(span)) = (open.last_mut(), span(event, columns)) {
                    block.inner = Some(union(block.inner, span));
                }
            }
        }
    }
    while let Some(block) = open.pop() {
        close(&mut extents, &mut open, &block, columns);
    }
    extents
}

/// A block or band whose end has not come yet.
struct Open {
    /// The index of the event that opens it.
    at: usize,
    /// The extent of what has been found inside.
    inner: Option<(f64, f64)>,
    /// The width that its keyword and conditions need.
    needs: f64,
}

impl Open {
    fn new(at: usize, needs: f64) -> Self {
        Self {
            at,
            inner: None,
            needs,
        }
    }
}

fn close(extents: &mut [Option<(f64, f64)>], open: &mut [Open], block: &Open, columns: &Columns) {
    let (left, right) = block.inner.unwrap_or_else(|| everything(columns));
    let missing = (block.needs - (right - left) - 24.0).max(0.0);
    let own = (left - 12.0, right + 12.0 + missing);
    if let Some(slot) = extents.get_mut(block.at) {
        *slot = Some(own);
    }
    if let Some(outer) = open.last_mut() {
        outer.inner = Some(union(outer.inner, own));
    }
}

fn everything(columns: &Columns) -> (f64, f64) {
    let edge = |x: Option<&f64>| x.copied().unwrap_or_default();
    (edge(columns.x.first()), edge(columns.x.last()))
}

fn union(a: Option<(f64, f64)>, b: (f64, f64)) -> (f64, f64) {
    a.map_or(b, |a| (a.0.min(b.0), a.1.max(b.1)))
}

fn span(event: &Event, columns: &Columns) -> Option<(f64, f64)> {
    let x = |actor: usize| columns.x.get(actor).copied();
    match event {
        Event::Message(message) if message.from == message.to => {
            let width = columns.self_label(&message.text, message.from).width;
            Some((
                x(message.from)? - 14.0,
                x(message.from)? + SWING + 16.0 + width,
            ))
        }
        Event::Message(message) => {
            let (from, to) = (x(message.from)?, x(message.to)?);
            Some((from.min(to) - 14.0, from.max(to) + 14.0))
        }
        Event::Note {
            from,
            to,
            place,
            text,
        } => {
            let (_, size, left) = columns.note(*from, *to, *place, text);
            Some((left, left + size.width))
        }
        _ => None,
    }
}
