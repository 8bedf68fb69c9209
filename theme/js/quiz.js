/**
 * @file Makes the static quizzes of a page answerable.
 *
 * The grading is in the WebAssembly module. The build puts two names before this text: `runtime`,
 * the module's glue, and `runtimeBytes`, which makes the module; the glue calls `quizHost` here.
 * Invariant: the author's nodes are moved and hidden, never written anew, so that translations and
 * reading tools keep what they made of them; and without module or storage it still works.
 */

/** Texts, where the site brings none of its own. */
const ENGLISH = {
  quiz_check: "Check",
  quiz_hint: "Hint",
  quiz_show_answer: "Show answer",
  quiz_try_again: "Try again",
  quiz_sure_question: "How sure are you?",
  quiz_sure: "Sure",
  quiz_unsure: "Unsure",
  quiz_right_now: "Right.",
  quiz_right_later: "Right, with help.",
  quiz_part_again: "Partly right: {score} % of the points. Look again; tries left: {left}.",
  quiz_part_over: "Partly right: {score} % of the points. The whole answer is below.",
  quiz_wrong_again: "Not right yet. Tries left: {left}.",
  quiz_missing_again: "What you chose is right, but something is missing. Tries left: {left}.",
  quiz_wrong_over: "Not right. The answer and the reasons are below.",
  quiz_shown: "This is the answer.",
  quiz_choose_first: "Choose an answer first.",
  quiz_type_first: "Type an answer first.",
  quiz_near: "Nearly: check the spelling. This try does not count.",
  quiz_no_number: "Write a number, such as 1500 or 1.5e3. This try does not count.",
  quiz_unit_missing: "Add the unit. Known here: {units}. This try does not count.",
  quiz_unit_unknown: "That unit is not known here. Known: {units}. This try does not count.",
  quiz_no_unit: "Write the number alone. This try does not count.",
  quiz_no_grader: "This browser does not run the grader. Show the answer and compare.",
  quiz_changed: "This question has changed since you answered.",
  quiz_picked_right: "Right, you chose it",
  quiz_picked_wrong: "Wrong, you chose it",
  quiz_left_right: "Right, you did not choose it",
  quiz_left_wrong: "Wrong",
  quiz_score: "{right} of {total} right",
};

const WRONG = 0;
const PART = 1;
const RIGHT = 2;
const RETRY = 3;
/** In a record: right, but with a hint or on a later try. */
const RIGHT_WITH_HELP = 3;
/** In a record: the reader had the answer shown. */
const SHOWN = 4;

/** Texts for what the grader does not count, by the number of its reason. */
const RETRIES = ["", "", "", "quiz_near", "quiz_no_number", "quiz_unit_missing", "quiz_unit_unknown", "quiz_no_grader"];
const BLANK = 2;
const UNIT_UNKNOWN = 6;
const NO_GRADER = 7;
const BY_RULE = 1;

const MARKS = { picked_right: "✓", picked_wrong: "✗", left_right: "✓", left_wrong: "–" };

/** What the grader leaves to the browser: the module's glue calls it by this name. */
const quizHost = {
  lower: (text) => text.toLowerCase(),

  matches(pattern, fold, text) {
    try {
      return new RegExp("^(?:" + pattern + ")$", fold ? "iu" : "u").test(text);
    } catch (error) {
      return false;
    }
  },
};

/** A text of the interface, with `{name}` replaced by the value of that name. */
function say(key, values = {}) {
  const site = window.COURSEBOOK;
  const text = (site && site.strings && site.strings[key]) || ENGLISH[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** A new element with properties and children. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

let loading = null;

/** The module's function, or null where the browser refuses it; loaded when first needed. */
function grader() {
  if (!loading) {
    loading = runtime({ module_or_path: runtimeBytes() }).then(() => runtime.grade, () => null);
  }
  return loading;
}

function unpack(verdict) {
  return { outcome: verdict & 15, reason: (verdict >> 4) & 15, score: (verdict >> 8) & 255, rule: verdict >>> 16 };
}

/** Grades picks without the module. */
function gradePicks(key, response) {
  const [scoring, ...choices] = key.split("␞");
  const picked = response.split(" ").filter(Boolean);
  if (picked.length === 0) {
    return { outcome: RETRY, reason: BLANK };
  }
  const right = choices.filter((choice) => choice[0] === "+").map((choice) => choice.slice(1));
  const hits = picked.filter((id) => right.includes(id)).length;
  const misses = picked.length - hits;
  if (hits === right.length && misses === 0) {
    return { outcome: RIGHT, score: 100 };
  }
  const score = scoring === "part" ? Math.max(0, Math.floor(((hits - misses) * 100) / right.length)) : 0;
  return { outcome: score > 0 ? PART : WRONG, score };
}

/** The items in an order that the seed alone decides. */
function shuffled(items, seed) {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619), 2166136261);
  const below = (bound) => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 1013904223;
    return ((state ^ (state >>> 13)) >>> 8) % bound;
  };
  const rest = [...items];
  return items.map(() => rest.splice(below(rest.length), 1)[0]);
}

/** How many times a question was begun anew, by its log. */
function runs(log) {
  return log.filter((attempt) => attempt.tries < 2).length;
}

class Question {
  constructor(section, onResult) {
    const { question, was, rev, type, key, attempts } = section.dataset;
    Object.assign(this, { section, onResult, rev, type, key, id: question, attempts: Number(attempts) });
    /** The key of its records, with its former ones. */
    this.ids = was ? question + " " + was : question;
    this.status = section.querySelector(".question-verdict");
    /** Attempts of this visit, where nothing can be stored. */
    this.memory = [];
    this.choices = [...section.querySelectorAll(".choice")];
    this.buildInputs();
    this.buildFeedback();
    this.buildActions();
    section.classList.add("live");
    this.listen();
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  /* The form. */

  buildInputs() {
    if (this.choices.length === 0) {
      this.buildLine();
      return;
    }
    const list = this.find(".question-choices");
    const help = this.find(".question-help");
    const fields = make("fieldset", { className: "question-fields" });
    fields.setAttribute("aria-labelledby", this.find(".question-prompt").id);
    if (help) {
      fields.setAttribute("aria-describedby", help.id);
    }
    list.before(fields);
    fields.append(list);
    this.choices.forEach((choice) => this.buildChoice(choice));
    this.inputs = [...fields.querySelectorAll("input")];
  }

  buildChoice(item) {
    const { choice } = item.dataset;
    const type = this.type === "multiple" ? "checkbox" : "radio";
    const input = make("input", { type, name: this.section.id, value: choice });
    const label = make("label", { className: "choice-label" }, input, item.firstElementChild);
    const reasons = this.find('[data-reason="' + choice + '"]');
    const note = make("div", { className: "choice-note", id: this.section.id + "-" + choice, hidden: true });
    note.append(make("b", { className: "choice-word" }), ...reasons.querySelectorAll(".reason, .reason-missed"));
    reasons.remove();
    item.append(label, note);
  }

  buildLine() {
    const input = make("input", { type: "text", name: this.section.id, className: "question-input" });
    const properties = { autocomplete: "off", autocapitalize: "off", spellcheck: false, maxLength: 200 };
    Object.assign(input, properties);
    if (this.type === "numeric" && !this.key.includes("␞@")) {
      input.inputMode = "decimal";
    }
    const label = this.find(".question-line-label");
    input.setAttribute("aria-labelledby", this.find(".question-prompt").id + " " + label.id);
    this.find(".question-rule").after(input);
    this.inputs = [input];
  }

  /** Moves hints, answer and explanation out of their folds, hidden until their time comes. */
  buildFeedback() {
    const hints = this.find(".question-hints");
    const answer = this.find(".question-answer");
    this.hints = [...this.section.querySelectorAll(".question-hints li")];
    this.rules = [...this.section.querySelectorAll(".answer-wrong li")];
    this.hintList = hints && hints.querySelector("ol");
    this.answerParts = [...answer.children].filter((part) => !part.matches("summary, .answer-reasons, .answer-wrong"));
    const ruleList = answer.querySelector(".answer-wrong");
    const parts = [ruleList, this.hintList, ...this.answerParts].filter(Boolean);
    this.feedback = make("div", { className: "question-feedback" }, ...parts);
    answer.after(this.feedback);
    answer.hidden = true;
    if (hints) {
      hints.hidden = true;
      this.hintList.className = "question-hint-list";
    }
  }

  buildActions() {
    const button = (key, action) => {
      const made = make("button", { type: "button", textContent: say(key) });
      made.addEventListener("click", () => {
        if (made.getAttribute("aria-disabled") !== "true") {
          action();
        }
      });
      return made;
    };
    this.checkButton = button("quiz_check", () => this.check());
    this.checkButton.className = "question-check";
    this.hintButton = button("quiz_hint", () => this.giveHint());
    this.showButton = button("quiz_show_answer", () => this.showAnswer());
    this.againButton = button("quiz_try_again", () => this.again());
    const buttons = [this.checkButton, this.hintButton, this.showButton, this.againButton];
    const actions = make("div", { className: "question-actions" }, ...buttons);
    this.status.before(...this.buildConfidence(), actions);
  }

  buildConfidence() {
    if (!("confidence" in this.section.dataset)) {
      return [];
    }
    const name = this.section.id + "-sure";
    const choice = (value, key) => {
      const input = make("input", { type: "radio", name, value });
      return make("label", {}, input, " " + say(key));
    };
    const legend = make("legend", { textContent: say("quiz_sure_question") });
    const choices = [choice("2", "quiz_sure"), choice("1", "quiz_unsure")];
    this.confidence = make("fieldset", { className: "question-confidence" }, legend, ...choices);
    return [this.confidence];
  }

  listen() {
    const { section } = this;
    section.addEventListener("keydown", (event) => {
      // The pages around us have shortcuts of their own for letters and arrows.
      event.stopPropagation();
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        this.checkButton.click();
      }
    });
    section.addEventListener("click", (event) => {
      if (this.over && this.inputs.includes(event.target) && event.target.type !== "text") {
        event.preventDefault();
      }
    });
    section.addEventListener("input", () => this.status.removeAttribute("aria-live"));
  }

  /* The reader's answer. */

  answer() {
    const [first] = this.inputs;
    if (first.type === "text") {
      return first.value.trim();
    }
    const picked = this.inputs.filter((input) => input.checked);
    return picked.map((input) => input.value).sort().join(" ");
  }

  fill(answer) {
    const picked = answer.split(" ");
    for (const input of this.inputs) {
      if (input.type === "text") {
        input.value = answer;
      } else {
        input.checked = picked.includes(input.value);
      }
    }
  }

  confidenceGiven() {
    const given = this.confidence && this.confidence.querySelector("input:checked");
    return given ? Number(given.value) : 0;
  }

  /* Records. */

  log() {
    const { coursebookProgress: progress } = window;
    try {
      return progress && progress.works() ? progress.attempts(this.ids) : this.memory;
    } catch (error) {
      return this.memory;
    }
  }

  record(outcome, answer) {
    const attempt = { time: Date.now(), rev: this.rev, outcome, tries: this.tries, confidence: this.confidenceGiven(), answer };
    this.memory.push(attempt);
    const { coursebookProgress: progress } = window;
    try {
      if (progress) {
        progress.recordAttempt(this.ids, this.rev, outcome, this.tries, attempt.confidence, answer);
      }
    } catch (error) {
      console.warn("Coursebook: an attempt was not recorded.", error);
    }
    this.seen = this.lastTime();
  }

  lastTime() {
    const last = this.log().slice(-1)[0];
    return last ? last.time : 0;
  }

  /* What happens. */

  async grade(answer) {
    if (this.choices.length > 0 && answer === "") {
      return { outcome: RETRY, reason: BLANK };
    }
    const run = await grader();
    try {
      if (run) {
        return unpack(run(this.key, answer));
      }
    } catch (error) {
      console.warn("Coursebook: the grader stopped.", error);
    }
    return this.choices.length > 0 ? gradePicks(this.key, answer) : { outcome: RETRY, reason: NO_GRADER };
  }

  async check() {
    const answer = this.answer();
    const verdict = await this.grade(answer);
    this.status.removeAttribute("aria-live");
    if (verdict.outcome === RETRY) {
      this.tell("retry", this.retryText(verdict.reason));
      return;
    }
    this.tries += 1;
    const withHelp = this.tries > 1 || this.helped;
    this.record(verdict.outcome === RIGHT && withHelp ? RIGHT_WITH_HELP : verdict.outcome, answer);
    this.show(verdict, answer, withHelp);
    if (!this.over) {
      this.giveHint();
    }
  }

  retryText(reason) {
    const units = this.key.split("␞@").slice(1).map((unit) => unit.split("␟")[0]);
    if (reason === BLANK) {
      return say(this.choices.length > 0 ? "quiz_choose_first" : "quiz_type_first");
    }
    if (reason === UNIT_UNKNOWN && units.length === 0) {
      return say("quiz_no_unit");
    }
    return say(RETRIES[reason], { units: units.join(", ") });
  }

  /** Shows a graded answer: all of it if no try is left, or else only what it says of the picks. */
  show(verdict, answer, withHelp) {
    const { outcome, score } = verdict;
    const left = this.attempts - this.tries;
    const over = outcome === RIGHT || left <= 0;
    const picked = answer.split(" ");
    this.markChoices(picked, over);
    this.rules.forEach((rule) => {
      rule.hidden = !(verdict.reason === BY_RULE && Number(rule.dataset.rule) === verdict.rule);
    });
    if (outcome === RIGHT) {
      this.tell("right", say(withHelp ? "quiz_right_later" : "quiz_right_now"));
    } else if (outcome === PART) {
      this.tell("part", say(over ? "quiz_part_over" : "quiz_part_again", { score, left }));
    } else if (over) {
      this.tell("wrong", say("quiz_wrong_over"));
    } else {
      const faulty = this.choices.length === 0 || picked.some((id) => !this.isRight(id));
      this.tell("wrong", say(faulty ? "quiz_wrong_again" : "quiz_missing_again", { left }));
    }
    if (over) {
      this.finish();
    }
  }

  isRight(id) {
    return this.key.split("␞").includes("+" + id);
  }

  /** Marks every choice, or, while there is a try left, only the wrong ones among the picks. */
  markChoices(picked, all) {
    for (const item of this.choices) {
      const id = item.dataset.choice;
      const chosen = picked.includes(id);
      const right = this.isRight(id);
      const shown = all || (chosen && !right);
      const state = (chosen ? "picked" : "left") + (right ? "_right" : "_wrong");
      this.markChoice(item, shown ? state : "");
    }
  }

  markChoice(item, state) {
    const note = item.querySelector(".choice-note");
    const missed = note.querySelector(".reason-missed");
    const input = item.querySelector("input");
    note.hidden = !state;
    if (!state) {
      delete item.dataset.state;
      input.removeAttribute("aria-describedby");
      return;
    }
    item.dataset.state = state;
    input.setAttribute("aria-describedby", note.id);
    const mark = make("span", { className: "choice-mark", textContent: MARKS[state] });
    mark.setAttribute("aria-hidden", "true");
    note.querySelector(".choice-word").replaceChildren(mark, " " + say("quiz_" + state) + ". ");
    if (missed) {
      missed.hidden = state !== "left_right";
      note.querySelector(".reason").hidden = !missed.hidden;
    }
  }

  giveHint() {
    const hint = this.hints.find((each) => each.hidden);
    if (hint) {
      hint.hidden = false;
      this.hintList.hidden = false;
      this.helped = true;
    }
    const more = this.hints.some((each) => each.hidden);
    if (!more && document.activeElement === this.hintButton) {
      this.showButton.focus();
    }
    this.hintButton.hidden = !more;
  }

  showAnswer() {
    this.status.removeAttribute("aria-live");
    const answer = this.answer();
    this.record(SHOWN, answer);
    this.showWhole(answer);
  }

  showWhole(answer) {
    this.markChoices(answer.split(" "), true);
    this.tell("shown", say("quiz_shown"));
    this.finish();
  }

  /** Opens everything and closes the form, without taking it from the keyboard. */
  finish() {
    this.setOver(true);
    this.answerParts.forEach((part) => {
      part.hidden = false;
    });
  }

  setOver(over) {
    this.over = over;
    this.section.classList.toggle("over", over);
    for (const input of this.inputs) {
      if (input.type === "text") {
        input.readOnly = over;
      } else {
        input.setAttribute("aria-disabled", String(over));
      }
    }
    this.checkButton.setAttribute("aria-disabled", String(over));
    this.againButton.hidden = !over;
    // The focus must not fall to the top of the page with the button that had it.
    if (over && [this.showButton, this.hintButton].includes(document.activeElement)) {
      this.againButton.focus();
    }
    this.showButton.hidden = over;
    this.hintButton.hidden = over || this.hints.length === 0;
    if (this.confidence) {
      this.confidence.hidden = over;
    }
  }

  /** Words in the status region; `state` colours the question. */
  tell(state, text) {
    this.state = state;
    this.section.dataset.state = state;
    this.status.textContent = text;
    this.onResult();
  }

  again() {
    this.status.removeAttribute("aria-live");
    this.begin(runs(this.log()));
    this.inputs[0].focus();
  }

  /** An empty form, with the choices in the order of this run. */
  begin(run) {
    this.tries = 0;
    this.helped = false;
    this.fill("");
    if (this.confidence) {
      this.confidence.querySelectorAll("input").forEach((input) => {
        input.checked = false;
      });
    }
    this.markChoices([], false);
    [...this.hints, ...this.rules, ...this.answerParts].forEach((part) => {
      part.hidden = true;
    });
    if (this.hintList) {
      this.hintList.hidden = true;
    }
    this.reorder(run);
    this.setOver(false);
    this.tell("", "");
  }

  reorder(run) {
    if (this.choices.length === 0 || !("shuffle" in this.section.dataset)) {
      return;
    }
    const pinned = (pin) => this.choices.filter((choice) => choice.dataset.pin === pin);
    const order = [...pinned("first"), ...shuffled(pinned(undefined), this.id + run), ...pinned("last")];
    this.find(".question-choices").append(...order);
    const rank = (input) => order.indexOf(input.closest(".choice"));
    this.inputs.sort((a, b) => rank(a) - rank(b));
  }

  /** Shows what the log says, without announcing it. */
  restore() {
    this.status.setAttribute("aria-live", "off");
    const log = this.log();
    const last = log[log.length - 1];
    this.seen = last ? last.time : 0;
    const current = last && last.rev === this.rev;
    this.begin(current ? runs(log) - 1 : runs(log));
    if (!last) {
      return;
    }
    if (!current) {
      this.tell("changed", say("quiz_changed"));
      return;
    }
    this.tries = last.tries;
    this.fill(last.answer);
    this.restoreResult(last);
  }

  async restoreResult({ outcome, answer, tries }) {
    if (outcome === SHOWN) {
      this.showWhole(answer);
      return;
    }
    if (outcome >= RIGHT) {
      this.show({ outcome: RIGHT }, answer, outcome === RIGHT_WITH_HELP);
      return;
    }
    // Which reason applies is not in the record; the choices' own need no module.
    const verdict = this.choices.length > 0 ? gradePicks(this.key, answer) : await this.grade(answer);
    this.show({ ...verdict, outcome }, answer, true);
    for (let hint = 0; hint < tries && !this.over; hint += 1) {
      this.giveHint();
    }
  }

  /** Another tab, a reset or an import may have changed the log. */
  refresh() {
    if (this.lastTime() !== this.seen) {
      this.restore();
    }
  }
}

/** Makes a quiz's questions answerable, with a line below them that counts the right ones. */
function enhance(quiz) {
  const score = make("p", { className: "quiz-score" });
  const questions = [];
  const count = () => {
    const total = questions.length;
    const right = questions.filter((question) => question.state === "right").length;
    score.textContent = total > 0 ? say("quiz_score", { right, total }) : "";
  };
  for (const section of quiz.querySelectorAll(".question")) {
    questions.push(new Question(section, count));
  }
  quiz.append(score);
  questions.forEach((question) => question.restore());
  return questions;
}

async function start() {
  const { coursebookProgress: progress } = window;
  // The forms come at once, before the page is first painted; what is stored follows.
  const questions = [...document.querySelectorAll(".quiz")].flatMap(enhance);
  const refresh = () => questions.forEach((question) => question.refresh());
  if (progress) {
    await progress.ready;
    refresh();
    progress.onChange(refresh);
  }
}

start();
