/**
 * @file Putting things in order, by buttons or with a pointer: `order`.
 *
 * Invariant: whoever moves a thing keeps the focus on it and is told its new place.
 */

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

function order(question) {
  const list = question.find(".question-parts");
  const [right, others] = ["+", "-"].map((sign) => partsOf(question.key, sign).map(([id]) => id));
  const out = make("ul", { className: "question-parts question-out" });
  const board = { question, list, out, right, others, all: idsIn(list), reasons: question.reasons() };
  board.parts = [...list.children].map((item) => movable(board, item));
  set(out, "aria-label", say("quiz_is_out"));
  list.after(out);
  return {
    roots: [list, out],
    total: right.length,
    parts: board.parts,
    boxes: [],
    inputs: [...list.querySelectorAll("button")],
    answer: () => idsIn(list).join(" "),
    fill: (answer) => fillOrder(board, answer),
    begin: (run) => beginOrder(board, run),
    mark: (over, verdict, answer) => markOrder(board, over, verdict, answer),
  };
}

function idsIn(list) {
  return [...list.children].map((item) => item.dataset.id);
}

/** Puts parts into a list, in this order. */
function put(board, list, ids) {
  list.append(...ids.map((id) => board.parts.find(({ item }) => item.dataset.id === id).item));
}

/** An item with its buttons; with those that leave it out, if anything may be left out. */
function movable(board, item) {
  const { question, others, reasons } = board;
  const text = make("div", { className: "part-text", id: question.newId() }, ...item.childNodes);
  item.className = "part";
  const control = (step, ...content) => {
    const made = button("", () => move(board, item, step, made));
    made.append(...content);
    set(made, "aria-describedby", text.id);
    return made;
  };
  const controls = [-1, 1].map((step) => {
    const made = control(step, step < 0 ? "↑" : "↓");
    set(made, "aria-label", say(step < 0 ? "quiz_up" : "quiz_down"));
    return made;
  });
  if (others.length > 0) {
    const words = ["out", "in"].map((key) => make("span", { textContent: say("quiz_put_" + key) }));
    controls.push(control(0, ...words));
  }
  item.append(grip(item, () => tellPlace(board, item)), text, make("div", { className: "part-moves" }, ...controls));
  item.addEventListener("keydown", (event) => {
    if (event.key in STEPS) {
      event.preventDefault();
      move(board, item, STEPS[event.key], event.target);
    }
  });
  return addNote(question, { item, input: item }, reasons[others.indexOf(item.dataset.id)]);
}

/** Moves an item a place up or down, or out and in again. */
function move(board, item, step, control) {
  const beside = step < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (step === 0) {
    (item.parentNode === board.list ? board.out : board.list).append(item);
  } else if (beside) {
    beside[step < 0 ? "before" : "after"](item);
  }
  control.focus();
  tellPlace(board, item);
}

function tellPlace({ question, list, parts }, item) {
  const n = [...list.children].indexOf(item) + 1;
  parts.forEach((part) => mark(part));
  set(question.status, "aria-live", "");
  tell(question, "", n > 0 ? say("quiz_place", { n, total: list.children.length }) : say("quiz_is_out"));
}

/** What an item is drawn by. Its neighbours move around it, so that it keeps the pointer. */
function grip(item, done) {
  const handle = make("span", { className: "part-grip", textContent: "⠿" });
  const middle = (element) => {
    const { top, height } = element.getBoundingClientRect();
    return top + height / 2;
  };
  const follow = ({ clientY }) => {
    const { previousElementSibling: above, nextElementSibling: below } = item;
    if (above && clientY < middle(above)) {
      item.after(above);
    } else if (below && clientY > middle(below)) {
      item.before(below);
    }
  };
  set(handle, "aria-hidden", "true");
  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = follow;
  });
  handle.addEventListener("lostpointercapture", () => {
    handle.onpointermove = null;
    done();
  });
  return handle;
}

function fillOrder(board, answer) {
  const { all, list, out, others } = board;
  const given = answer.split(" ").filter((id) => all.includes(id));
  if (given.length > 0) {
    put(board, others.length > 0 ? out : list, all);
    put(board, list, given);
  }
}

/** First in the order of the page without script, then in others; never in the right one. */
function beginOrder(board, run) {
  const { question, all, right, list } = board;
  const ids = run && !question.fixed ? shuffled(all, question.id + run) : all;
  const sorted = ids.filter((id) => right.includes(id)).join() === right.join();
  put(board, list, sorted ? [...ids].reverse() : ids);
}

/** While there is a try left, what stands right is marked; then all comes into the right order. */
function markOrder(board, over, { outcome, bits }, answer) {
  const { list, out, right, others, parts } = board;
  const given = answer.split(" ");
  if (over && outcome !== RIGHT) {
    put(board, list, right);
    put(board, out, others);
  }
  for (const part of parts) {
    const { id } = part.item.dataset;
    const place = given.indexOf(id);
    const other = others.includes(id);
    if (bits === undefined) {
      mark(part, other ? "rest" : "", say("quiz_not_here"));
    } else if (over || place >= 0) {
      const isRight = place < 0 ? other : (bits >>> place) & 1;
      mark(part, isRight ? "right" : "wrong", wordsOfPlace(isRight, over, other, place), !over);
    }
  }
}

function wordsOfPlace(isRight, over, other, place) {
  if (isRight) {
    return say(place < 0 ? "quiz_rightly_out" : "quiz_is_right");
  }
  if (!over) {
    return say("quiz_left_wrong");
  }
  return other ? say("quiz_not_here") : place < 0 ? say("quiz_was_out") : say("quiz_was_at", { n: place + 1 });
}
