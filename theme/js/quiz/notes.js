/**
 * @file What is said beside a part of a question: a sign, words, and the author's reasons.
 *
 * `addNote` and `mark` are the entry points. Invariant: what a colour says, a sign and a word say.
 */

const SIGNS = { right: "✓ ", wrong: "✗ ", missed: "✓ ", rest: "– " };

/** Gives a part an empty note, with what the `reason` behind the fold holds. A part has an element
    `item` and a control `input`. */
function addNote(question, part, reason) {
  const [, ...reasons] = reason ? reason.children : [];
  const tag = part.item.matches("span") ? "span" : "div";
  const note = make(tag, { className: "note", id: question.newId(), hidden: true }, make("b"), ...reasons);
  part.item.append(note);
  return Object.assign(part, { note });
}

/** Says of a part how it stands, `bare` without the author's reasons; nothing if there is no state. */
function mark({ item, input, note }, state, words, bare = false) {
  note.hidden = !state;
  note.classList.toggle("bare", bare);
  set(item, "data-state", state);
  set(input, "aria-describedby", state && note.id);
  if (state) {
    note.firstChild.textContent = SIGNS[state] + words + ". ";
  }
}
