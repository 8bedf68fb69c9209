/**
 * @file A question that can be answered, as the pages of the site hold it.
 *
 * Invariant: what is in the log is shown after a reload as it was shown when it happened.
 */

/** What makes the form, by the first word of the key. */
const FORMS = { one: choices, all: choices, part: choices, text: line, number: line, estimate: line, order, match: pairs, cloze: blanks, output, free };
const USUAL_ATTEMPTS = 2;

class Question {
  constructor(section, review, onResult) {
    const { question: id, was, rev, key, attempts = USUAL_ATTEMPTS, fixed, pre, unrated } = section.dataset;
    const head = key.split("␞")[0].split("␟");
    Object.assign(this, { section, onResult, id, rev, key, kind: head[0], attempts: Number(attempts) });
    /** The key of its records, with its former ones. */
    this.ids = was ? id + " " + was : id;
    this.fixed = fixed !== undefined;
    this.pre = pre !== undefined && !review;
    /** Attempts of this visit, where nothing can be stored. */
    this.memory = [];
    this.seen = 0;
    this.names = 0;
    this.group = [this];
    this.undo = null;
    /** Called each time the question is over. */
    this.onOver = null;
    this.status = this.find(".question-verdict");
    this.prompt = this.find(".question-prompt");
    this.prompt.id = this.newId();
    this.form = FORMS[this.kind](this, head);
    frame(this);
    buildFeedback(this);
    buildActions(this, unrated === undefined && !this.pre && this.kind !== "free");
    listen(this);
    section.classList.add("live");
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  all(selector) {
    return [...this.section.querySelectorAll(selector)];
  }

  newId() {
    this.names += 1;
    return this.section.id + "-" + this.names;
  }

  /** What stands behind the fold for each part; a guess leaves it there. */
  reasons() {
    return this.pre ? [] : this.all(".answer-reasons > li");
  }

  /** An empty form, with its parts in the order of this run. */
  begin(run = runs(logOf(this))) {
    begin(this, run);
  }
}

/** Names the question, and groups its controls under what it asks. */
function frame(question) {
  const { section, prompt, form } = question;
  const number = question.find(".question-number");
  const help = question.find(".question-help");
  number.id = question.newId();
  set(section, "role", "group");
  if (!section.hasAttribute("aria-labelledby")) {
    set(section, "aria-labelledby", number.id);
  }
  if (form.roots.length > 0) {
    const fields = make("fieldset", { className: "question-fields" });
    set(fields, "aria-labelledby", prompt.id);
    if (help) {
      help.id = question.newId();
      set(fields, "aria-describedby", help.id);
    }
    form.roots[form.roots.length - 1].before(fields);
    fields.append(...form.roots);
  }
}

/** Moves hints, answer and explanation out of their folds, hidden until their time comes. */
function buildFeedback(question) {
  const { form, pre } = question;
  const answer = question.find(".question-answer");
  const hints = question.find(".question-hints");
  const reasons = question.find(".answer-reasons");
  const apart = "summary, .answer-reasons" + (form.parts.length > 0 ? ", .answer-right" : "");
  question.fold = answer;
  question.hints = pre ? [] : question.all(".question-hints > ol > li");
  question.rules = form.parts.length > 0 ? [] : question.reasons();
  question.answerParts = [...answer.children].filter((part) => (pre ? part.matches(".question-back") : !part.matches(apart)));
  question.hintList = hints && !pre ? hints.querySelector("ol") : make("ol");
  question.hintList.className = "question-hint-list";
  const parts = [question.rules.length > 0 ? reasons : "", question.hintList, ...question.answerParts];
  answer.after(make("div", { className: "question-feedback" }, ...parts));
  answer.hidden = true;
  if (hints) {
    hints.hidden = true;
  }
}

function listen(question) {
  const { section, form, status } = question;
  section.addEventListener("keydown", (event) => {
    // The pages around us have shortcuts of their own for letters and arrows.
    event.stopPropagation();
    if (event.key === "Enter" && event.target.matches("input") && !form.compares) {
      event.preventDefault();
      question.checkButton.click();
    }
  });
  // The grader is there by the time that it is needed.
  section.addEventListener("focusin", module, { once: true });
  section.addEventListener("click", (event) => {
    if (question.over && event.target.matches("[type=radio], [type=checkbox]")) {
      event.preventDefault();
    }
  });
  section.addEventListener("input", ({ target }) => {
    set(status, "aria-live", "");
    const part = form.parts.find(({ input }) => input === target);
    if (question.over && target.matches("select")) {
      form.fill(question.given);
    } else if (part && !target.matches("[type=radio], [type=checkbox]")) {
      mark(part);
    }
  });
}
