//! How wide each block and band is, found before its rows are laid out. Entry point: [`of`].
//!
//! Invariant: an outer block is wider than the blocks in it.

use super::columns::{Columns, SWING};
use super::events::{Event, Script};

/// The left and right edge of every block and band, by the index of the event that opens it.
pub(crate) fn of(script: &Script, columns: &Columns) -> Vec<Option<(f64, f64)>> {
    let mut extents = vec![None; script.events.len()];
    let mut open: Vec<(usize, Option<(f64, f64)>)> = Vec::new();
    for (at, event) in script.events.iter().enumerate() {
        match event {
            Event::Open { .. } | Event::BandOpen => open.push((at, None)),
            Event::Close | Event::BandClose => {
                if let Some((start, inner)) = open.pop() {
                    close(&mut extents, &mut open, start, inner, columns);
                }
            }
            _ => {
                if let (Some((_, extent)), Some(span)) = (open.last_mut(), span(event, columns)) {
                    *extent = Some(union(*extent, span));
                }
            }
        }
    }
    while let Some((start, inner)) = open.pop() {
        close(&mut extents, &mut open, start, inner, columns);
    }
    extents
}

fn close(
    extents: &mut [Option<(f64, f64)>],
    open: &mut [(usize, Option<(f64, f64)>)],
    start: usize,
    inner: Option<(f64, f64)>,
    columns: &Columns,
) {
    let (left, right) = inner.unwrap_or_else(|| everything(columns));
    let own = (left - 12.0, right + 12.0);
    if let Some(slot) = extents.get_mut(start) {
        *slot = Some(own);
    }
    if let Some((_, outer)) = open.last_mut() {
        *outer = Some(union(*outer, own));
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
