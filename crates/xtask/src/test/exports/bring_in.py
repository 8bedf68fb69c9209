"""Brings a deck into a fresh collection of Anki, answers some cards, and brings in a newer edition.

Arguments: the two files. Prints how many notes there are. Fails if Anki does not take all of them,
or if the newer edition does anything but renew them, the learner's schedule left as it was.
"""

import os
import sys
import tempfile

import anki.collection  # Anki's modules need this one first.
from anki.cards import Card
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER

ANSWERED = 6
EASY = 3
SCHEDULE = "select id, nid, type, queue, due, ivl, reps from cards order by id"


def bring_in(collection, path):
    """What came of the notes of a deck, by Anki's names for it."""
    options = ImportAnkiPackageOptions(update_notes=IF_NEWER, update_notetypes=IF_NEWER)
    request = ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)
    log = collection.import_anki_package(request).log
    lists = {field.name: value for field, value in log.ListFields()}
    return {name: len(value) for name, value in lists.items() if name != "found_notes"}


def answer(collection):
    """Answers the first card of the book."""
    queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
    card = Card(collection, backend_card=queued.card)
    card.start_timer()
    given = collection.sched.build_answer(card=card, states=queued.states, rating=EASY)
    collection.sched.answer_card(given)


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found} instead of {wanted}")


with tempfile.TemporaryDirectory() as folder:
    collection = Collection(os.path.join(folder, "collection.anki2"))
    old, newer = sys.argv[1:]
    found = bring_in(collection, old)
    notes = collection.note_count()
    expect("the first time", found, {"new": notes})
    expect("cards", collection.card_count(), notes)
    for card in map(collection.get_card, collection.find_cards("")):
        sides = card.render_output()
        if not sides.question_text.strip() or "answer" not in sides.answer_text:
            sys.exit(f"note {card.note().guid} shows nothing")
    book = next(deck for deck in collection.decks.all_names_and_ids(skip_empty_default=True))
    collection.decks.set_current(book.id)
    for _ in range(ANSWERED):
        answer(collection)
    before = collection.db.all(SCHEDULE)
    expect("cards that were answered", sum(reps > 0 for *_, reps in before), ANSWERED)
    expect("the newer edition", bring_in(collection, newer), {"updated": notes})
    expect("the schedule", collection.db.all(SCHEDULE), before)
    problems, is_whole = collection.fix_integrity()
    if not is_whole:
        sys.exit(problems)
    collection.close()
    print(notes)
