/**
 * @file Answering in one's own words, and comparing that with a model: `free`.
 *
 * Invariant: what was written is kept as a draft from moment to moment, until it is saved with the
 * marks that the reader gave it.
 */

const DRAFT_DELAY = 500;

/** The longest answer; at three bytes a letter it fits into what is stored, with the marks. */
const LONGEST = 2500;

function free(question, [, least]) {
  const text = make("textarea", { rows: 6, className: "question-input", maxLength: LONGEST });
  const root = question.find(".question-lines");
  const criteria = question.pre ? [] : question.all(".answer-criteria > li");
  const keys = partsOf(question.key, "+");
  const boxes = criteria.map((item, place) => {
    item.append(option("checkbox", question.section.id, keys[place][0], make("div", {}, ...item.childNodes)));
    return item.querySelector("input");
  });
  const form = {
    roots: [root],
    parts: [],
    boxes,
    inputs: [text],
    /** Whether the model is shown, so that the reader can compare. */
    compares: false,
    short: () => text.value.trim().length < Number(least) && say("quiz_short", { n: least }),
    answer: () => boxes.filter(({ checked }) => checked).map(({ value }) => value).join(" "),
    written: () => "␟" + text.value.trim(),
    fill(answer) {
      const [ticked, written = ""] = answer.split("␟");
      text.value = written;
      boxes.forEach((box) => {
        box.checked = ticked.split(" ").includes(box.value);
      });
    },
    begin() {
      form.compares = false;
      form.draft();
    },
    /** What was begun and not saved. */
    draft() {
      text.value = text.value || progress((store) => store.draft(question.ids), "");
    },
    keep: (draft) => keepDraft(question, draft),
  };
  set(text, "aria-labelledby", question.prompt.id);
  root.replaceChildren(text);
  keepDrafts(form, text);
  tellLimit(question, text);
  return form;
}

function keepDraft(question, text) {
  progress((store) => store.setDraft(question.ids, text));
}

/** Writes the draft down when the reader pauses or leaves. */
function keepDrafts(form, text) {
  let timer = 0;
  const keep = () => {
    if (timer) {
      clearTimeout(timer);
      timer = 0;
      form.keep(text.value);
    }
  };
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, DRAFT_DELAY);
  });
  text.addEventListener("blur", keep);
  window.addEventListener("pagehide", keep);
}

/** Says that the field takes no more, for as long as that is so. */
function tellLimit(question, text) {
  const full = say("quiz_long", { n: LONGEST });
  text.addEventListener("input", () => {
    if (text.value.length >= LONGEST) {
      tell(question, "retry", full);
    } else if (question.status.textContent === full) {
      tell(question, "", "");
    }
  });
}
