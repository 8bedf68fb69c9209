//! The model of a sequence diagram as a list of events. Entry point: [`read`].
//!
//! Invariant: actor indices of events point into [`Script::actors`].

use crate::DiagramError;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// A participant.
pub(crate) struct Actor {
    pub(crate) name: String,
    pub(crate) form: String,
    /// Index of its box, if it stands in one.
    pub(crate) group: Option<usize>,
}

/// What a message's line ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tip {
    None,
    Filled,
    Open,
    Cross,
    /// One half of a filled head, above or below the line.
    Half(Side),
    /// One barb of an open head.
    Barb(Side),
}

/// The side of a line on which half a head stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Above,
    Below,
}

/// A message from one participant to another or to itself.
pub(crate) struct Message {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) text: String,
    pub(crate) dotted: bool,
    /// What it ends in at the receiver.
    pub(crate) tip: Tip,
    /// What it ends in at the sender.
    pub(crate) tail: Tip,
    /// Whether it starts and ends in the middle of a lifeline, marked by a ring.
    pub(crate) rings: (bool, bool),
    pub(crate) number: Option<String>,
    /// Starts an activation of the receiver.
    pub(crate) activates: bool,
    pub(crate) creates: bool,
    pub(crate) destroys: Option<usize>,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Left,
    Right,
    Over,
}

/// One step of the script.
pub(crate) enum Event {
    Message(Message),
    Note {
        from: usize,
        to: usize,
        place: Place,
        text: String,
    },
    /// A block with its keyword and condition.
    Open {
        keyword: &'static str,
        text: String,
    },
    /// The next alternative of a block.
    Split {
        keyword: &'static str,
        text: String,
    },
    Close,
    BandOpen,
    BandClose,
    Activate(usize),
    Deactivate(usize),
}

/// A whole diagram.
pub(crate) struct Script {
    pub(crate) actors: Vec<Actor>,
    pub(crate) groups: Vec<String>,
    pub(crate) events: Vec<Event>,
}

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "actorOrder")]
    order: Vec<String>,
    actors: HashMap<String, ModelActor>,
    messages: Vec<ModelMessage>,
    #[serde(default)]
    boxes: Vec<ModelBox>,
    #[serde(rename = "createdActors", default)]
    created: HashMap<String, usize>,
    #[serde(rename = "destroyedActors", default)]
    destroyed: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct ModelActor {
    description: String,
    #[serde(rename = "type")]
    form: String,
}

#[derive(Deserialize)]
struct ModelMessage {
    from: Option<String>,
    to: Option<String>,
    #[serde(rename = "type")]
    code: i32,
    #[serde(default)]
    message: Value,
    #[serde(default)]
    activate: bool,
    placement: Option<i32>,
    #[serde(rename = "centralConnection")]
    central: Option<i32>,
}

#[derive(Deserialize)]
struct ModelBox {
    #[serde(rename = "actorKeys")]
    actors: Vec<String>,
    name: Option<String>,
}

/// Reads merman's model.
pub(crate) fn read(source: &str, value: &Value) -> Result<Script, DiagramError> {
    let model: Model = crate::boxes::model(source, value)?;
    let index: HashMap<&str, usize> = model
        .order
        .iter()
        .enumerate()
        .map(|(index, id)| (id.as_str(), index))
        .collect();
    let actors = model.order.iter().map(|id| actor(&model, id)).collect();
    let groups = model
        .boxes
        .iter()
        .map(|group| group.name.clone().unwrap_or_default())
        .collect();
    let mut reader = Reader {
        model: &model,
        index,
        number: None,
    };
    let events = model
        .messages
        .iter()
        .enumerate()
        .filter_map(|(at, message)| reader.event(at, message));
    let events = events.collect();
    Ok(Script {
        actors,
        groups,
        events,
    })
}

fn actor(model: &Model, id: &str) -> Actor {
    let described = model.actors.get(id);
    Actor {
        name: described.map_or_else(|| id.to_owned(), |actor| actor.description.clone()),
        form: described
            .map(|actor| actor.form.clone())
            .unwrap_or_default(),
        group: model
            .boxes
            .iter()
            .position(|group| group.actors.iter().any(|member| member == id)),
    }
}

struct Reader<'a> {
    model: &'a Model,
    index: HashMap<&'a str, usize>,
    /// The next number and the step, while messages are numbered.
    number: Option<(f64, f64)>,
}

impl Reader<'_> {
    /// Mermaid numbers its line types; the names are in its sequence parser.
    fn event(&mut self, at: usize, message: &ModelMessage) -> Option<Event> {
        let text = || {
            message
                .message
                .as_str()
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let open = |keyword| {
            Some(Event::Open {
                keyword,
                text: text(),
            })
        };
        let split = |keyword| {
            Some(Event::Split {
                keyword,
                text: text(),
            })
        };
        match message.code {
            2 => self.note(message, text()),
            10 => open("loop"),
            12 => open("alt"),
            13 => split("else"),
            15 => open("opt"),
            19 | 32 => open("par"),
            20 => split("and"),
            27 => open("critical"),
            28 => split("option"),
            30 => open("break"),
            11 | 14 | 16 | 21 | 29 | 31 => Some(Event::Close),
            22 => Some(Event::BandOpen),
            23 => Some(Event::BandClose),
            17 => self.actor(message.from.as_ref()).map(Event::Activate),
            18 => self.actor(message.from.as_ref()).map(Event::Deactivate),
            26 => self.renumber(&message.message),
            _ => self.message(at, message, text()),
        }
    }

    fn actor(&self, id: Option<&String>) -> Option<usize> {
        self.index.get(id?.as_str()).copied()
    }

    fn renumber(&mut self, settings: &Value) -> Option<Event> {
        let number =
            |key: &str, default: f64| settings.get(key).and_then(Value::as_f64).unwrap_or(default);
        let visible = settings
            .get("visible")
            .and_then(Value::as_bool)
            .unwrap_or(true);
        self.number = visible.then(|| (number("start", 1.0), number("step", 1.0)));
        None
    }

    fn note(&self, message: &ModelMessage, text: String) -> Option<Event> {
        let (from, to) = (
            self.actor(message.from.as_ref())?,
            self.actor(message.to.as_ref())?,
        );
        let place = match message.placement {
            Some(0) => Place::Left,
            Some(1) => Place::Right,
            _ => Place::Over,
        };
        Some(Event::Note {
            from: from.min(to),
            to: from.max(to),
            place,
            text,
        })
    }

    fn message(&mut self, at: usize, message: &ModelMessage, text: String) -> Option<Event> {
        let (from, to) = (
            self.actor(message.from.as_ref())?,
            self.actor(message.to.as_ref())?,
        );
        let number = self.number.map(|(number, _)| crate::svg::num(number));
        self.number = self.number.map(|(number, step)| (number + step, step));
        let (dotted, tail, tip) = look(message.code);
        let rings = match message.central {
            Some(59) => (false, true),
            Some(60) => (true, false),
            Some(61) => (true, true),
            _ => (false, false),
        };
        let created = |actor: usize| {
            self.model
                .order
                .get(actor)
                .and_then(|id| self.model.created.get(id))
                == Some(&at)
        };
        let destroyed = [to, from].into_iter().find(|actor| {
            self.model
                .order
                .get(*actor)
                .and_then(|id| self.model.destroyed.get(id))
                == Some(&at)
        });
        let creates = from != to && created(to);
        Some(Event::Message(Message {
            from,
            to,
            text,
            dotted,
            tip,
            tail,
            rings,
            number,
            activates: message.activate && message.central.is_none(),
            creates,
            destroys: destroyed,
        }))
    }
}

/// Whether the line is dotted, what it starts in, and what it ends in. Mermaid numbers half heads
/// from 41, reversed ones from 45, and the same on dotted lines from 51.
fn look(code: i32) -> (bool, Tip, Tip) {
    let half = |offset: i32| match offset {
        0 => Tip::Half(Side::Above),
        1 => Tip::Half(Side::Below),
        2 => Tip::Barb(Side::Above),
        _ => Tip::Barb(Side::Below),
    };
    match code {
        1 => (true, Tip::None, Tip::Filled),
        3 => (false, Tip::None, Tip::Cross),
        4 => (true, Tip::None, Tip::Cross),
        5 => (false, Tip::None, Tip::None),
        6 => (true, Tip::None, Tip::None),
        24 => (false, Tip::None, Tip::Open),
        25 => (true, Tip::None, Tip::Open),
        33 => (false, Tip::Filled, Tip::Filled),
        34 => (true, Tip::Filled, Tip::Filled),
        41..=44 => (false, Tip::None, half(code - 41)),
        45..=48 => (false, half(code - 45), Tip::None),
        51..=54 => (true, Tip::None, half(code - 51)),
        55..=58 => (true, half(code - 55), Tip::None),
        _ => (false, Tip::None, Tip::Filled),
    }
}
