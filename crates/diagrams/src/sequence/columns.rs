//! How far participants stand apart. Entry point: [`Columns::new`].
//!
//! Invariant: two participants are at least as far apart as their boxes, and every message and
//! note between them, need.

use super::events::{Event, Place, Script};
use super::figures::{self, Figure};
use super::{NAME, TEXT};
use crate::geometry::Size;
use crate::graph::Shape;
use crate::label::{Label, Setting};

/// The places of lifelines, and how texts are wrapped between them.
pub(crate) struct Columns {
    /// The x of each lifeline.
    pub(crate) x: Vec<f64>,
    /// What is drawn for each participant.
    pub(crate) heads: Vec<Head>,
    wrap: f64,
}

/// The picture of a participant.
pub(crate) struct Head {
    pub(crate) label: Label,
    pub(crate) form: Form,
    pub(crate) size: Size,
}

/// A box around the name, or a sign above it.
pub(crate) enum Form {
    Box(Shape),
    Figure(Figure),
}

/// How far a message to oneself swings out.
pub(crate) const SWING: f64 = 24.0;
/// Between two participants' boxes.
const GAP: f64 = 22.0;
const NOTE_PAD: f64 = 10.0;
const BESIDE: f64 = 12.0;

impl Columns {
    /// Finds the narrowest places for texts that are wrapped at `wrap`.
    pub(crate) fn new(script: &Script, wrap: f64) -> Self {
        let heads: Vec<Head> = script
            .actors
            .iter()
            .map(|actor| head(&actor.name, &actor.form, wrap))
            .collect();
        let mut columns = Self {
            x: vec![0.0; heads.len()],
            heads,
            wrap,
        };
        let mut needs = columns.head_needs(script);
        needs.extend(script.events.iter().filter_map(|event| columns.need(event)));
        needs.sort_by_key(|need| need.1);
        for (left, right, distance) in needs {
            if let (Some(from), Some(to)) =
                (columns.x.get(left).copied(), columns.x.get(right).copied())
            {
                columns.push(right, (from + distance - to).max(0.0));
            }
        }
        columns
    }

    /// Moves a lifeline and all behind it.
    fn push(&mut self, from: usize, by: f64) {
        self.x.iter_mut().skip(from).for_each(|x| *x += by);
    }

    fn head_needs(&self, script: &Script) -> Vec<(usize, usize, f64)> {
        let pairs = self
            .heads
            .windows(2)
            .zip(script.actors.windows(2))
            .enumerate();
        let need = pairs.map(|(left, (heads, actors))| {
            let widths: f64 = heads.iter().map(|head| head.size.width / 2.0).sum();
            let border = if actors[0].group == actors[1].group {
                0.0
            } else {
                18.0
            };
            (left, left + 1, widths + GAP + border)
        });
        need.collect()
    }

    /// The distance that an event needs between two participants.
    fn need(&self, event: &Event) -> Option<(usize, usize, f64)> {
        match event {
            Event::Message(message) if message.from == message.to => {
                let width = self.self_label(&message.text, message.from).width;
                Some((message.from, message.from + 1, width * 1.05 + SWING + 22.0))
            }
            Event::Message(message) => {
                let (left, right) = (message.from.min(message.to), message.from.max(message.to));
                let number = if message.number.is_some() { 16.0 } else { 0.0 };
                let head = if message.creates {
                    self.heads.get(message.to)?.size.width / 2.0
                } else {
                    0.0
                };
                let width = self
                    .label(&message.text, self.wrap * (right - left).min(2) as f64)
                    .width;
                Some((left, right, width * 1.05 + 26.0 + number + head))
            }
            Event::Note {
                from,
                to,
                place,
                text,
            } => self.note_need(*from, *to, *place, text),
            _ => None,
        }
    }

    fn note_need(
        &self,
        from: usize,
        to: usize,
        place: Place,
        text: &str,
    ) -> Option<(usize, usize, f64)> {
        let width = self.label(text, self.wrap).width * 1.05 + 2.0 * NOTE_PAD;
        match place {
            Place::Right => Some((to, to + 1, width + 2.0 * BESIDE)),
            Place::Left => Some((from.checked_sub(1)?, from, width + 2.0 * BESIDE)),
            Place::Over if from < to => {
                Some((from, to, self.label(text, self.wrap * 1.6).width - 30.0))
            }
            Place::Over => Some((from, from + 1, width / 2.0 + 10.0)),
        }
    }

    fn label(&self, text: &str, wrap: f64) -> Label {
        Label::new(text, Setting::plain(TEXT, wrap))
    }

    /// The text of a message to oneself: beside the lifeline, up to the next one.
    pub(crate) fn self_label(&self, text: &str, actor: usize) -> Label {
        let room = self
            .x
            .get(actor + 1)
            .zip(self.x.get(actor))
            .map(|(next, own)| next - own - SWING - 22.0);
        self.label(
            text,
            room.map_or(self.wrap, |room| room / 1.05 + 0.5)
                .max(self.wrap),
        )
    }

    /// The text of a message, wrapped to the way it goes.
    pub(crate) fn message_label(&self, text: &str, from: usize, to: usize, less: f64) -> Label {
        let way = self
            .x
            .get(from)
            .zip(self.x.get(to))
            .map_or(self.wrap, |(a, b)| (a - b).abs());
        self.label(text, ((way - 26.0 - less) / 1.05 + 0.5).max(60.0))
    }

    /// A note's text and size, and its left edge.
    pub(crate) fn note(
        &self,
        from: usize,
        to: usize,
        place: Place,
        text: &str,
    ) -> (Label, Size, f64) {
        let (left, right) = (
            self.x.get(from).copied().unwrap_or_default(),
            self.x.get(to).copied().unwrap_or_default(),
        );
        let spans = place == Place::Over && from < to;
        let wide = right - left + 60.0;
        let label = self.label(
            text,
            if spans {
                wide - 2.0 * NOTE_PAD + 0.5
            } else {
                self.wrap
            },
        );
        let width = if spans {
            wide.max(label.width * 1.05 + 2.0 * NOTE_PAD)
        } else {
            label.width * 1.05 + 2.0 * NOTE_PAD
        };
        let size = Size::new(width, label.height() + 2.0 * NOTE_PAD - 6.0);
        let start = match place {
            Place::Left => left - BESIDE - width,
            Place::Right => right + BESIDE,
            Place::Over => f64::midpoint(left, right) - width / 2.0,
        };
        (label, size, start)
    }

    /// The width of a block's condition without being wrapped more than messages are.
    pub(crate) fn condition_width(&self, text: &str) -> f64 {
        match text.trim() {
            "" => 0.0,
            text => self.label(&format!("[{text}]"), self.wrap).width * 1.05,
        }
    }

    /// The height that all heads share.
    pub(crate) fn head_height(&self) -> f64 {
        self.heads
            .iter()
            .map(|head| head.size.height)
            .fold(0.0, f64::max)
    }
}

fn head(name: &str, form: &str, wrap: f64) -> Head {
    let label = Label::new(name, Setting::plain(NAME, (wrap * 0.85).max(90.0)));
    let form = Figure::named(form).map_or_else(
        || {
            Form::Box(match form {
                "database" => Shape::Cylinder,
                "queue" => Shape::LyingCylinder,
                "collections" => Shape::Stack,
                _ => Shape::Box,
            })
        },
        Form::Figure,
    );
    let size = match &form {
        Form::Box(shape) => shape.size(&label),
        Form::Figure(_) => Size::new(
            (label.width * 1.05).max(figures::WIDTH),
            figures::HEIGHT + label.height() + 2.0,
        ),
    };
    Head {
        label,
        form,
        size: Size::new(size.width.max(64.0), size.height),
    }
}
