/**
 * @file Beginning again: `startReset`. And, at the end, the page's own script starts.
 *
 * The last part of the script `learner.js`. Invariant: a reset can be undone until the page is left
 * or something else is reset; ticks, states, answers and drafts all come back.
 */

/** The chapters' items that a choice of the form means, and the chapters whose state it means. */
function meantBy(what) {
  const [kind, id] = what.split(" ");
  if (kind === "quiz") {
    return { chapters: [], tasks: [], questions: questions.filter((question) => question.quiz === id) };
  }
  const some = kind === "chapter" ? chapters.filter((chapter) => chapter.id === id) : chapters;
  return {
    chapters: some,
    tasks: some.flatMap(({ tasks }) => tasks),
    questions: questions.filter(({ chapter }) => some.includes(chapter)),
  };
}

/** Resets it; gives how much it was and a function that undoes it. */
function reset(what) {
  const meant = meantBy(what);
  const ticked = meant.tasks.filter(progress.isTicked).map((ids) => ids.split(" ")[0]);
  const states = meant.chapters.map(({ id }) => [id, progress.chapterState(id)]).filter(([, state]) => state !== UNSEEN);
  const drafts = meant.questions.map(({ ids }) => [ids, progress.draft ? progress.draft(ids) : ""]).filter(([, text]) => text);
  const answered = meant.questions.filter(({ ids }) => progress.attempts(ids).length > 0);
  ticked.forEach((id) => progress.setTicked(id, false));
  states.forEach(([id]) => progress.setChapterState(id, UNSEEN));
  drafts.forEach(([ids]) => progress.setDraft(ids, ""));
  const marks = answered.map(({ ids }) => [ids, progress.resetQuestion(ids)]);
  const undo = () => {
    ticked.forEach((id) => progress.setTicked(id, true));
    states.forEach(([id, state]) => progress.setChapterState(id, state));
    drafts.forEach(([ids, text]) => progress.setDraft(ids, text));
    marks.forEach(([ids, mark]) => progress.undoReset(ids, mark));
  };
  return { ticks: ticked.length, questions: answered.length, isEmpty: ticked.length + states.length + drafts.length + answered.length === 0, undo };
}

function startReset(page) {
  const form = find("[data-reset]", page);
  const status = find("[data-reset-status]", page);
  const undo = find("[data-reset-undo]", page);
  let undoLast = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { what } = form.elements;
    const done = reset(what.value);
    const words = { what: what.selectedOptions[0].textContent.trim(), ticks: done.ticks, questions: done.questions };
    status.textContent = done.isEmpty ? say("reset_nothing") : say("reset_done", words);
    if (!done.isEmpty) {
      undoLast = done.undo;
      undo.hidden = false;
    }
  });
  undo.addEventListener("click", () => {
    undoLast();
    undo.hidden = true;
    status.textContent = say("reset_undone");
    // The button goes: the focus must not fall back to the top of the page.
    find("button", form).focus();
  });
}

/** The pages that this script serves, by an element that only each of them has. */
const PAGES = [
  ["[data-review]", startReview],
  ["[data-filters]", startList],
  ["[data-next-steps]", startOverview],
];

if (progress) {
  const page = document.getElementById("ui.content");
  PAGES.filter(([selector]) => find(selector, page)).forEach(([, start]) => start(page));
}
