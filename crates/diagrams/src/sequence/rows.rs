//! Gives every event its height on the page. Entry point: [`lay_out`].
//!
//! Invariant: the cursor only goes down, so no two events overlap.

use super::columns::{Columns, SWING};
use super::events::{Event, Message, Script, Tip};
use super::{TEXT, extents};
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting};

/// A drawn message.
pub(crate) struct Arrow {
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// How far a message to oneself goes down; 0 for others.
    pub(crate) drop: f64,
    pub(crate) dotted: bool,
    pub(crate) tip: Tip,
    pub(crate) tail: Tip,
    pub(crate) rings: (bool, bool),
    pub(crate) label: Label,
    pub(crate) label_at: Point,
    /// Whether the label lies on lifelines between the two participants.
    pub(crate) crosses: bool,
    pub(crate) number: Option<(Point, String)>,
}

/// A drawn block.
pub(crate) struct Block {
    pub(crate) rect: Rect,
    pub(crate) keyword: &'static str,
    pub(crate) label: Label,
    pub(crate) splits: Vec<(f64, Label)>,
}

/// Everything with its place.
#[derive(Default)]
pub(crate) struct Scene {
    pub(crate) bands: Vec<Rect>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) activations: Vec<Rect>,
    pub(crate) arrows: Vec<Arrow>,
    pub(crate) notes: Vec<(Rect, Label)>,
    /// Top and bottom of each lifeline.
    pub(crate) lives: Vec<(f64, f64)>,
    /// Top of each participant's picture.
    pub(crate) heads: Vec<f64>,
    pub(crate) ends: Vec<Point>,
    pub(crate) bottom: f64,
    /// Whether the participants are named again below.
    pub(crate) mirrored: bool,
}

/// Width of an activation bar, and how far a nested one is set off.
const BAR: f64 = 10.0;
const NEST: f64 = 4.0;
const GAP: f64 = 11.0;
/// The height of a block's tab.
pub(crate) const TAB: f64 = 22.0;
/// A picture higher than this names its participants at the bottom too.
const TALL: f64 = 620.0;

/// Lays all events out below the participants.
pub(crate) fn lay_out(script: &Script, columns: &Columns) -> Scene {
    let height = columns.head_height();
    let mut rows = Rows {
        columns,
        scene: Scene {
            lives: vec![(height, 0.0); columns.x.len()],
            heads: columns
                .heads
                .iter()
                .map(|head| height - head.size.height)
                .collect(),
            ..Scene::default()
        },
        y: height + GAP + 3.0,
        line: height,
        bars: vec![Vec::new(); columns.x.len()],
        open: Vec::new(),
        dead: vec![false; columns.x.len()],
    };
    let extents = extents::of(script, columns);
    for (event, extent) in script.events.iter().zip(extents) {
        rows.event(event, extent);
    }
    rows.finish()
}

enum Opened {
    Block(Block),
    Band(Rect),
}

struct Rows<'a> {
    columns: &'a Columns,
    scene: Scene,
    /// Where the next event starts.
    y: f64,
    /// The height of the latest message's line.
    line: f64,
    /// The starts of each participant's open activations.
    bars: Vec<Vec<f64>>,
    open: Vec<Opened>,
    dead: Vec<bool>,
}

impl Rows<'_> {
    fn event(&mut self, event: &Event, extent: Option<(f64, f64)>) {
        match event {
            Event::Message(message) if message.from == message.to => self.self_message(message),
            Event::Message(message) => self.message(message),
            Event::Note {
                from,
                to,
                place,
                text,
            } => {
                let (label, size, left) = self.columns.note(*from, *to, *place, text);
                self.scene
                    .notes
                    .push((Rect::new(left, self.y, size), label));
                self.y += size.height + GAP;
                self.line = self.y - GAP;
            }
            Event::Open { keyword, text } => self.open_block(keyword, text, extent),
            Event::Split { text, .. } => self.split(text),
            Event::BandOpen => {
                let (left, right) = extent.unwrap_or_default();
                self.open.push(Opened::Band(Rect::new(
                    left,
                    self.y - 4.0,
                    Size::new(right - left, 0.0),
                )));
                self.y += 6.0;
            }
            Event::Close | Event::BandClose => self.close(),
            Event::Activate(actor) => {
                let line = self.line;
                self.bars
                    .get_mut(*actor)
                    .into_iter()
                    .for_each(|bars| bars.push(line));
            }
            Event::Deactivate(actor) => self.deactivate(*actor),
        }
    }

    fn x(&self, actor: usize) -> f64 {
        self.columns.x.get(actor).copied().unwrap_or_default()
    }

    /// Where a line touches a participant, whose bars stand out from the lifeline.
    fn touch(&self, actor: usize, extra: usize, rightwards: bool) -> f64 {
        let depth = self.bars.get(actor).map_or(0, Vec::len) + extra;
        let out = match (depth, rightwards) {
            (0, _) => 0.0,
            (depth, true) => BAR / 2.0 + NEST * (depth - 1) as f64,
            (_, false) => -BAR / 2.0,
        };
        self.x(actor) + out
    }

    fn message(&mut self, message: &Message) {
        let rightwards = message.to > message.from;
        let head = self
            .columns
            .heads
            .get(message.to)
            .filter(|_| message.creates);
        let half = head.map_or(Size::default(), |head| {
            Size::new(head.size.width / 2.0, head.size.height / 2.0)
        });
        let less = half.width + if message.number.is_some() { 16.0 } else { 0.0 };
        let label = self
            .columns
            .message_label(&message.text, message.from, message.to, less);
        let line = self.y + (label.height() + 5.0).max(half.height);
        let mut start = self.touch(message.from, 0, rightwards);
        if message.tail != Tip::None && message.number.is_some() {
            start += if rightwards { 9.0 } else { -9.0 };
        }
        let arrival = usize::from(message.activates);
        let end = match message.creates {
            true => self.x(message.to) + if rightwards { -half.width } else { half.width },
            false => self.touch(message.to, arrival, !rightwards),
        };
        let shift = if message.number.is_none() {
            0.0
        } else if rightwards {
            7.0
        } else {
            -7.0
        };
        let middle = f64::midpoint(start, end) + shift;
        self.scene.arrows.push(Arrow {
            from: Point::new(start, line),
            to: Point::new(end, line),
            drop: 0.0,
            dotted: message.dotted,
            tip: if message.destroys == Some(message.to) && message.tip == Tip::Cross {
                Tip::None
            } else {
                message.tip
            },
            tail: message.tail,
            rings: message.rings,
            label_at: Point::new(middle, line - 5.0 - label.height() / 2.0),
            label,
            crosses: message.from.abs_diff(message.to) > 1,
            number: message
                .number
                .clone()
                .map(|number| (Point::new(self.x(message.from), line), number)),
        });
        self.line = line;
        self.y = line + GAP.max(half.height + 6.0);
        self.begin_and_end(message, half, line);
    }

    fn begin_and_end(&mut self, message: &Message, half: Size, line: f64) {
        if message.creates {
            if let Some(head) = self.scene.heads.get_mut(message.to) {
                *head = line - half.height;
            }
            if let Some(life) = self.scene.lives.get_mut(message.to) {
                life.0 = line + half.height;
            }
        }
        if let Some(actor) = message.destroys {
            self.scene.ends.push(Point::new(self.x(actor), line));
            while self.bars.get(actor).is_some_and(|bars| !bars.is_empty()) {
                self.deactivate(actor);
            }
            if let Some(life) = self.scene.lives.get_mut(actor) {
                life.1 = line;
            }
            self.dead
                .get_mut(actor)
                .into_iter()
                .for_each(|dead| *dead = true);
        }
    }

    fn self_message(&mut self, message: &Message) {
        let label = self.columns.self_label(&message.text, message.from);
        let height = label.height().max(18.0);
        let start = self.touch(message.from, 0, true);
        let end = self.touch(message.to, usize::from(message.activates), true);
        let top = self.y + (height - 16.0) / 2.0;
        self.scene.arrows.push(Arrow {
            from: Point::new(start, top),
            to: Point::new(end, top + 16.0),
            drop: 16.0,
            dotted: message.dotted,
            tip: message.tip,
            tail: message.tail,
            rings: message.rings,
            label_at: Point::new(start + SWING + 4.0, top + 8.0),
            label,
            crosses: false,
            number: message
                .number
                .clone()
                .map(|number| (Point::new(self.x(message.from), top), number)),
        });
        self.line = top + 16.0;
        self.y += height + GAP + 2.0;
        self.begin_and_end(message, Size::default(), self.line);
    }

    fn deactivate(&mut self, actor: usize) {
        let x = self.x(actor);
        let Some(bars) = self.bars.get_mut(actor) else {
            return;
        };
        if let Some(start) = bars.pop() {
            let left = x - BAR / 2.0 + NEST * bars.len() as f64;
            let height = (self.line - start).max(12.0);
            self.scene
                .activations
                .push(Rect::new(left, start, Size::new(BAR, height)));
        }
    }

    fn open_block(&mut self, keyword: &'static str, text: &str, extent: Option<(f64, f64)>) {
        let (left, right) = extent.unwrap_or_default();
        let room = right - left - tab_width(keyword) - 14.0;
        let label = condition(text, room);
        self.y += 3.0;
        let top = self.y;
        self.y += TAB.max(label.height() + 4.0) + GAP - 2.0;
        let rect = Rect::new(left, top, Size::new(right - left, 0.0));
        self.open.push(Opened::Block(Block {
            rect,
            keyword,
            label,
            splits: Vec::new(),
        }));
    }

    fn split(&mut self, text: &str) {
        if let Some(Opened::Block(block)) = self.open.last_mut() {
            let label = condition(text, block.rect.width() - 20.0);
            let height = label.height();
            block.splits.push((self.y, label));
            self.y += height.max(4.0) + GAP + 3.0;
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Opened::Block(mut block)) => {
                block.rect.bottom = self.y;
                self.scene.blocks.push(block);
                self.y += GAP;
            }
            Some(Opened::Band(mut rect)) => {
                rect.bottom = self.y;
                self.scene.bands.push(rect);
                self.y += GAP;
            }
            None => {}
        }
    }

    fn finish(mut self) -> Scene {
        while !self.open.is_empty() {
            self.close();
        }
        self.line = self.line.max(self.y - GAP);
        for actor in 0..self.bars.len() {
            while self.bars.get(actor).is_some_and(|bars| !bars.is_empty()) {
                self.deactivate(actor);
            }
        }
        let bottom = self.y + 4.0;
        for (life, dead) in self.scene.lives.iter_mut().zip(&self.dead) {
            if !dead {
                life.1 = bottom.max(life.0);
            }
        }
        self.scene.bottom = bottom;
        self.scene.mirrored = bottom > TALL;
        self.scene
            .blocks
            .sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
        self.scene.bands.sort_by(|a, b| a.top.total_cmp(&b.top));
        self.scene
    }
}

/// A block's condition in brackets.
fn condition(text: &str, room: f64) -> Label {
    match text.trim() {
        "" => Label::default(),
        text => Label::new(&format!("[{text}]"), Setting::plain(TEXT, room.max(70.0))),
    }
}

/// The width of a block's tab.
pub(crate) fn tab_width(keyword: &str) -> f64 {
    Label::new(keyword, Setting::bold(TEXT - 0.5, f64::INFINITY)).width + 22.0
}
