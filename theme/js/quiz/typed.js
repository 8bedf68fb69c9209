/**
 * @file Typing an answer: `text`, `numeric`, `estimate`, `output`.
 */

/** What every field for an answer has. */
const FIELD = { autocomplete: "off", autocapitalize: "off", spellcheck: false, className: "question-input" };

function line(question, [kind]) {
  const input = make("input", { type: "text", maxLength: 200, ...FIELD });
  if (kind !== "text" && !question.key.includes("␞@")) {
    input.inputMode = "decimal";
  }
  return {
    roots: [putField(question, input)],
    parts: [],
    boxes: [],
    inputs: [input],
    answer: () => input.value.trim(),
    fill(answer) {
      input.value = answer;
    },
  };
}

/** Puts a field where the rule for a pen is. */
function putField(question, field) {
  const root = question.find(".question-line");
  const label = root.firstElementChild;
  label.id = question.newId();
  set(field, "aria-labelledby", question.prompt.id + " " + label.id);
  question.find(".question-rule").replaceWith(field);
  return root;
}

/** What a program prints; or why it fails, if that is asked too. */
function output(question, [, , mode]) {
  const box = make("textarea", { rows: 3, maxLength: 1000, ...FIELD });
  const root = putField(question, box);
  const name = question.newId();
  const kinds = mode ? ["prints", "fails"] : [];
  const labels = kinds.map((kind) => option("radio", name, kind, say("quiz_it_" + kind)));
  const radios = labels.map((label) => label.firstChild);
  const picked = () => (mode ? radios.find(({ checked }) => checked) : { value: "prints" });
  return {
    roots: mode ? [make("div", { className: "question-row" }, ...labels), root] : [root],
    parts: [],
    boxes: [],
    inputs: [...radios, box],
    answer: () => (picked() ? picked().value + "␟" + box.value : ""),
    fill(answer) {
      const [kind, text = ""] = answer.split("␟");
      radios.forEach((radio) => {
        radio.checked = radio.value === kind;
      });
      box.value = text;
    },
  };
}
