//! What Anki's database says of itself: note type, decks and settings, each as JSON.
//!
//! [`Collection::of`] is the entry point. Invariant: the note type and the decks have the same
//! numbers in every export.

use super::{Note, number};
use crate::export::Book;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The name of the note type, and of what its number is made. A change of its fields needs a new
/// name, because Anki would ask every learner for a full synchronisation.
const NOTE_TYPE: &str = "Coursebook question";

const FRONT: &str = "{{Question}}{{#Hints}}<div class=\"hints\">{{hint:Hints}}</div>{{/Hints}}";
const BACK: &str = "{{FrontSide}}<hr id=\"answer\">{{Answer}}{{#Source}}<div class=\"source\">{{Source}}</div>{{/Source}}";
const STYLE: &str = ".card { font-family: sans-serif; font-size: 18px; line-height: 1.4; max-width: 42em; margin: 0 auto; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: .2em .5em; }
.right { font-weight: bold; }
.source, .hints { font-size: 80%; }
";

/// The columns of the one row that holds it all.
pub(super) struct Collection {
    pub(super) models: String,
    pub(super) decks: String,
    pub(super) deck_options: String,
    pub(super) settings: String,
}

/// The number of the note type.
pub(super) fn note_type() -> i64 {
    number("note type", NOTE_TYPE)
}

/// The number of a deck.
pub(super) fn deck_number(book: &Book<'_>, name: &str) -> i64 {
    number("deck", &format!("{}/{name}", book.id))
}

impl Collection {
    /// For these notes.
    pub(super) fn of(book: &Book<'_>, notes: &[Note]) -> Collection {
        let mut decks = Map::new();
        decks.insert("1".to_owned(), deck(1, "Default", book.modified));
        let names: BTreeSet<&str> = notes.iter().map(|note| note.deck.as_str()).collect();
        for name in names {
            let number = deck_number(book, name);
            decks.insert(number.to_string(), deck(number, name, book.modified));
        }
        let mut models = Map::new();
        models.insert(note_type().to_string(), model(book));
        Collection {
            models: Value::Object(models).to_string(),
            decks: Value::Object(decks).to_string(),
            deck_options: json!({ "1": deck_options() }).to_string(),
            settings: settings().to_string(),
        }
    }
}

fn deck(number: i64, name: &str, modified: i64) -> Value {
    json!({
        "id": number, "name": name, "desc": "", "mod": modified, "usn": -1, "conf": 1, "dyn": 0,
        "collapsed": false, "browserCollapsed": false, "extendNew": 10, "extendRev": 50,
        "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
    })
}

fn model(book: &Book<'_>) -> Value {
    let fields = ["Question", "Answer", "Hints", "Source"];
    let fields = fields.iter().zip(0..).map(|(name, place)| {
        json!({
            "name": name, "ord": place, "font": "Arial", "size": 20, "media": [],
            "rtl": false, "sticky": false,
        })
    });
    json!({
        "id": note_type(), "name": NOTE_TYPE, "type": 0, "mod": book.modified, "usn": -1,
        "sortf": 0, "did": null, "tags": [], "vers": [], "req": [[0, "any", [0]]],
        "css": STYLE, "latexPre": "", "latexPost": "",
        "flds": fields.collect::<Vec<_>>(),
        "tmpls": [{
            "name": "Card 1", "ord": 0, "qfmt": FRONT, "afmt": BACK, "did": null,
            "bqfmt": "", "bafmt": "",
        }],
    })
}

fn deck_options() -> Value {
    json!({
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": true, "dyn": false,
        "maxTaken": 60, "replayq": true, "timer": 0,
        "new": {
            "bury": false, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7],
            "order": 1, "perDay": 20, "separate": true,
        },
        "rev": {
            "bury": false, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500,
            "minSpace": 1, "perDay": 200,
        },
        "lapse": {
            "delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0,
        },
    })
}

fn settings() -> Value {
    json!({
        "activeDecks": [1], "curDeck": 1, "curModel": null, "addToCur": true,
        "collapseTime": 1200, "dueCounts": true, "estTimes": true, "newBury": true,
        "newSpread": 0, "nextPos": 1, "sortBackwards": false, "sortType": "noteFld", "timeLim": 0,
    })
}
