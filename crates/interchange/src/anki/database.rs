//! Anki's database.
//!
//! [`build`] is the entry point. Invariant: the same notes give the same bytes.

use super::Note;
use super::collection::{Collection, deck_number, note_type};
use super::number;
use crate::export::{Book, ExportError};
use rusqlite::{Connection, Transaction, params};
use sha1::{Digest, Sha1};
use std::collections::BTreeSet;

/// The tables that every version of Anki reads, with its names of things.
const TABLES: &str = "
create table col (id integer primary key, crt integer not null, mod integer not null,
    scm integer not null, ver integer not null, dty integer not null, usn integer not null,
    ls integer not null, conf text not null, models text not null, decks text not null,
    dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null,
    mod integer not null, usn integer not null, tags text not null, flds text not null,
    sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null,
    ord integer not null, mod integer not null, usn integer not null, type integer not null,
    queue integer not null, due integer not null, ivl integer not null, factor integer not null,
    reps integer not null, lapses integer not null, left integer not null, odue integer not null,
    odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null,
    ease integer not null, ivl integer not null, lastIvl integer not null,
    factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_notes_csum on notes (csum);
create index ix_cards_usn on cards (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_usn on revlog (usn);
create index ix_revlog_cid on revlog (cid);
";

/// The form of the tables.
const VERSION: i64 = 11;
/// What parts the fields of a note.
const FIELD: char = '\u{1f}';

/// The database's file.
pub(super) fn build(book: &Book<'_>, notes: &[Note]) -> Result<Vec<u8>, ExportError> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(TABLES)?;
    let transaction = connection.transaction()?;
    add_collection(&transaction, book, &Collection::of(book, notes))?;
    let mut taken = BTreeSet::new();
    for (note, place) in notes.iter().zip(1..) {
        // Two notes of one number are next to impossible, and would lose one of them.
        let mut id = number("note", &note.guid);
        while !taken.insert(id) {
            id += 1;
        }
        add_note(&transaction, book, note, id)?;
        add_card(&transaction, book, note, id, place)?;
    }
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

fn add_collection(
    transaction: &Transaction<'_>,
    book: &Book<'_>,
    collection: &Collection,
) -> Result<(), ExportError> {
    let modified = book.modified * 1000;
    transaction.execute(
        "insert into col values (1, ?1, ?2, ?2, ?3, 0, 0, 0, ?4, ?5, ?6, ?7, '{}')",
        params![
            book.modified,
            modified,
            VERSION,
            collection.settings,
            collection.models,
            collection.decks,
            collection.deck_options
        ],
    )?;
    Ok(())
}

fn add_note(
    transaction: &Transaction<'_>,
    book: &Book<'_>,
    note: &Note,
    id: i64,
) -> Result<(), ExportError> {
    let card = &note.card;
    let fields = [&card.front, &card.back, &card.hints, &card.source];
    let fields = fields.map(|field| field.replace(FIELD, " "));
    transaction.execute(
        "insert into notes values (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')",
        params![
            id,
            note.guid,
            note_type(),
            book.modified,
            format!(" {} ", note.tags.join(" ")),
            fields.join(&FIELD.to_string()),
            card.words,
            checksum(&card.words)
        ],
    )?;
    Ok(())
}

fn add_card(
    transaction: &Transaction<'_>,
    book: &Book<'_>,
    note: &Note,
    id: i64,
    place: i64,
) -> Result<(), ExportError> {
    transaction.execute(
        "insert into cards values (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')",
        params![id, deck_number(book, &note.deck), book.modified, place],
    )?;
    Ok(())
}

/// By which Anki finds notes that begin alike.
fn checksum(words: &str) -> i64 {
    let digest = Sha1::digest(words.as_bytes());
    digest
        .iter()
        .take(4)
        .fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}
