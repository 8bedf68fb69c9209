//! Sequence diagrams: participants side by side, time downwards. Entry point: [`draw`].
//!
//! merman reads the text; columns and rows are laid out here. Invariant: every message, note and
//! block of the model is drawn in the author's order.

mod columns;
mod events;
mod extents;
mod figures;
mod outline;
mod paint;
mod rows;
mod tips;

use crate::svg::Svg;
use crate::{DiagramError, Picture, Target};
use serde_json::Value;

/// The letters of messages, notes and blocks.
const TEXT: f64 = 13.5;
/// The letters of participants.
const NAME: f64 = 15.0;
/// Widths at which messages are wrapped, from roomy to tight; the first that fits a column wins.
const WRAPS: [f64; 5] = [250.0, 190.0, 150.0, 122.0, 98.0];

/// Draws a sequence diagram.
pub(crate) fn draw(source: &str, value: &Value, target: Target) -> Result<Picture, DiagramError> {
    let script = events::read(source, value)?;
    let mut chosen: Option<(f64, Svg)> = None;
    for wrap in WRAPS {
        let columns = columns::Columns::new(&script, wrap);
        let scene = rows::lay_out(&script, &columns);
        let mut svg = Svg::new(target);
        paint::paint(&scene, &script, &columns, &mut svg);
        let width = svg.width();
        let better = chosen.as_ref().is_none_or(|(least, _)| width < least - 1.0);
        if better {
            chosen = Some((width, svg));
        }
        if width <= crate::graph::COLUMN {
            break;
        }
    }
    let svg = chosen.map_or_else(|| Svg::new(target), |(_, svg)| svg);
    let participants = script.actors.len();
    Ok(Picture::new(svg, outline::lines(&script), participants))
}
