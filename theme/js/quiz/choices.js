/**
 * @file Picking from choices: `single`, `multiple`, `truefalse`.
 *
 * A form is what a type of question brings: `roots`, the elements that hold it; the controls
 * `inputs`, the `boxes` of criteria, and `parts` with notes;
 * `answer` and `fill`, which read and write what the reader answered; where it needs them, `mark`,
 * which says of each part how it stands, and `begin`, which puts the parts in the order of a run.
 */

function choices(question, [scoring]) {
  const list = question.find(".question-choices");
  const type = scoring === "one" ? "radio" : "checkbox";
  const keys = records(question.key);
  const reasons = question.reasons();
  const parts = [...list.children].map((item, place) => {
    const id = keys[place].slice(1);
    const text = make("div", { className: "choice-text" }, ...item.childNodes);
    const label = option(type, question.section.id, id, text);
    const part = { item, id, input: label.firstChild, right: keys[place][0] === "+" };
    item.className = "choice";
    item.dataset.id = id;
    item.append(label);
    return addNote(question, part, reasons[place]);
  });
  const pinned = (pin) => parts.filter(({ item }) => item.dataset.pin === pin);

  return {
    roots: [list],
    parts,
    boxes: [],
    inputs: parts.map(({ input }) => input),
    answer: () => parts.filter(({ input }) => input.checked).map(({ id }) => id).sort().join(" "),
    fill(answer) {
      const picked = answer.split(" ");
      parts.forEach(({ input, id }) => {
        input.checked = picked.includes(id);
      });
    },
    begin(run) {
      if (!question.fixed) {
        parts.push(...[pinned("first"), shuffled(pinned(), question.id + run), pinned("last")].flat());
        parts.splice(0, parts.length / 2);
        list.append(...parts.map(({ item }) => item));
        this.inputs = parts.map(({ input }) => input);
      }
    },
    onlyMisses: () => parts.every(({ input, right }) => right || !input.checked),
    /** While there is a try left, only the wrong ones among the picks are marked. */
    mark(over) {
      parts.forEach((part) => markChoice(part, over));
    },
  };
}

function markChoice(part, over) {
  const { input, right, note } = part;
  const picked = input.checked;
  const words = say("quiz_" + (picked ? "picked" : "left") + (right ? "_right" : "_wrong"));
  const state = picked ? (right ? "right" : "wrong") : right ? "missed" : "rest";
  mark(part, over || (picked && !right) ? state : "", words);
  const [, reason, missed] = note.children;
  if (missed) {
    missed.hidden = state !== "missed";
    reason.hidden = !missed.hidden;
  }
}
