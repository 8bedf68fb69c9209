/**
 * @file The page All questions: what is to be seen of the list, and how each question went.
 *
 * A part of the script `learner.js`. Invariant: the list itself is the page's own HTML; filters
 * stand in the address after `#`, so that they can be linked.
 */

/** The words for how a question went, by the values of the filter; the first that fits is shown. */
const CONDITIONS = {
  changed: ({ element, standing }) => !standing.isNew && standing.last.rev !== element.dataset.rev,
  wrong: ({ standing }) => standing.isWrong,
  due: ({ question, standing }) => question.uses.includes("review") && isDue(standing),
  mastered: ({ standing }) => standing.mastery === MASTERED,
  new: ({ standing }) => standing.isNew,
};

/** A line of the list with its question. */
function linesOf(page) {
  const lines = all("[data-asked]", page).map((element) => ({ element, question: questionByKey.get(element.dataset.asked) }));
  return lines.filter(({ question }) => question);
}

/** Offers the types of question that there are, in the words that the list uses for them. */
function offerTypes(select, page) {
  const words = new Map(all("[data-type]", page).map((element) => [element.dataset.type, element.textContent]));
  select.append(...[...words].map(([value, textContent]) => make("option", { value, textContent })));
}

/** Finds out how each question went, and says it in its line. */
function showConditions(lines) {
  for (const line of lines) {
    line.standing = standingOf(progress.attempts(line.question.ids));
    const name = Object.keys(CONDITIONS).find((condition) => CONDITIONS[condition](line));
    let place = find(".question-condition", line.element);
    if (!place) {
      place = make("span");
      find(".question-facts", line.element).prepend(place, " ");
    }
    place.className = `question-condition ${name ? `is-${name}` : ""}`;
    tell(place, name && name !== "new" ? say(`question_${name}`) : "");
  }
}

/** Whether a line is to be seen. */
function fits(line, filter) {
  const { question, element } = line;
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const text = words.length > 0 ? `${element.textContent} ${question.chapter.title}`.toLowerCase() : "";
  return (
    words.every((word) => text.includes(word)) &&
    (!filter.state || CONDITIONS[filter.state](line)) &&
    (!filter.phase || question.phase === filter.phase) &&
    (!filter.tag || question.tags.includes(filter.tag)) &&
    (!filter.type || find("[data-type]", element).dataset.type === filter.type) &&
    (!filter.difficulty || element.dataset.difficulty === filter.difficulty)
  );
}

/** Shows the lines that fit, and hides chapters and phases in which none does. */
function showFitting(page, lines, filter) {
  let shown = 0;
  for (const line of lines) {
    line.element.hidden = !fits(line, filter);
    shown += line.element.hidden ? 0 : 1;
  }
  for (const section of all(".question-chapter, .question-phase", page)) {
    section.hidden = !find("[data-asked]:not([hidden])", section);
  }
  tell(find("[data-filtered]", page), say("list_shown", { n: shown, total: lines.length }));
}

/** The filter that the form says; what it does not offer filters nothing. */
function filterOf(form) {
  const nothing = { words: "", state: "", phase: "", tag: "", type: "", difficulty: "" };
  return { ...nothing, ...Object.fromEntries(new FormData(form)) };
}

/** Sets the form to what the address says. */
function setForm(form) {
  const filter = wanted();
  for (const field of form.elements) {
    if (field.name) {
      field.value = filter.get(field.name) || "";
      // A value that a select does not offer leaves it without any.
      field.value = field.value || "";
    }
  }
}

/** Keeps the filter in the address, without an entry in the browser's history for each letter. */
function keepInAddress(filter) {
  const said = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  const address = `#${said}`;
  if (address !== (window.location.hash || "#")) {
    window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}${said.toString() ? address : ""}`);
  }
}

async function startList(page) {
  const form = find("[data-filters]", page);
  const lines = linesOf(page);
  const show = () => showFitting(page, lines, filterOf(form));
  const change = () => {
    show();
    keepInAddress(filterOf(form));
  };
  offerTypes(form.elements.type, page);
  setForm(form);
  await loadEngine();
  const refresh = () => {
    showConditions(lines);
    noteDue(reviewUnits());
    show();
  };
  refresh();
  // Not all assistive software that picks from a list says so by both events.
  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("reset", () => setTimeout(change, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    setForm(form);
    show();
  });
  progress.onChange(refresh);
}

