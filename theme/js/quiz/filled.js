/**
 * @file Filling rows and blanks: `match`, `cloze`.
 */

/** A list to pick one of `options` from: pairs of a text and a value. */
function picker(options) {
  const choices = options.map(([text, value]) => new Option(text, value));
  return make("select", { className: "question-input" }, new Option("–", ""), ...choices);
}

/** What the forms with a control for each part share. */
function filled(parts, roots, answer, values, wrong) {
  const inputs = parts.map(({ input }) => input);
  return {
    roots,
    total: parts.length,
    parts,
    boxes: [],
    inputs,
    answer: () => answer(inputs.map(({ value }) => value.trim())),
    fill(given) {
      const found = values(given);
      inputs.forEach((input, place) => {
        input.value = found[place] || "";
      });
    },
    mark(over, { bits }) {
      parts.forEach((part, place) => {
        const isRight = (bits >>> place) & 1;
        const state = bits === undefined ? "rest" : isRight ? "right" : "wrong";
        const words = bits === undefined ? "" : say(isRight ? "quiz_is_right" : "quiz_left_wrong");
        const more = over && !isRight ? wrong(place) : "";
        mark(part, words + more && state, [words, more].filter(Boolean).join(". "), !over);
      });
    },
  };
}

/** Finding for each thing on the left what belongs to it. */
function pairs(question) {
  const sides = [...question.find(".question-parts").children];
  const keys = partsOf(question.key, "+");
  const letter = (place) => String.fromCharCode(65 + place);
  const options = sides.map((side, place) => [letter(place) + ". " + textOf(side), side.dataset.id]);
  const reasons = question.reasons();
  const left = question.find(".question-left");
  const parts = [...left.children].map((item, place) => {
    const text = make("div", { className: "part-text", id: question.newId() }, ...item.childNodes);
    item.className = "part";
    const input = picker(options);
    set(input, "aria-labelledby", text.id);
    item.append(text, input);
    return addNote(question, { item, input }, reasons[place]);
  });
  const answer = (values) => values.map((value, place) => value && keys[place][0] + "=" + value).filter(Boolean).join(" ");
  const values = (given) => {
    const found = new Map(given.split(" ").map((pair) => pair.split("=")));
    return keys.map(([id]) => found.get(id));
  };
  const wrong = (place) => say("quiz_it_is", { letter: letter(sides.findIndex(({ dataset }) => dataset.id === keys[place][1])) });
  return filled(parts, [left, sides[0].parentNode], answer, values, wrong);
}

/** Filling the blanks of a text. */
function blanks(question) {
  const keys = partsOf(question.key, "_");
  const picks = question.all(".question-picks");
  const parts = question.all(".blank").map((item, place) => {
    const options = keys[place][1] === "!" && [...picks.shift().querySelectorAll("b")].map((choice) => [textOf(choice)]);
    const input = options ? picker(options.map(([text]) => [text, text])) : make("input", { type: "text", maxLength: 200, size: 12, ...FIELD });
    set(input, "aria-label", textOf(item));
    item.replaceChildren(input);
    return addNote(question, { item, input });
  });
  const answer = (values) => (values.some(Boolean) ? values.map((value, place) => keys[place][0] + "␟" + value).join("␞") : "");
  const values = (given) => {
    const found = new Map(given.split("␞").map((blank) => blank.split("␟")));
    return keys.map(([name]) => found.get(name));
  };
  return filled(parts, [], answer, values, () => "");
}
