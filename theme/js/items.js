/**
 * @file What counts as progress: the tasks and questions of chapters, and how many are done.
 *
 * A part of the script `progress.js`, between `store.js` and `reminders.js`. Invariant: what there
 * is comes from the site's manifests, or from the page itself where it has none.
 */

const chapters = new Map((site ? site.chapters : []).map((chapter) => [chapter.id, chapter]));
/** The items of the chapters that this page knows: those of its own part of the book, or all. */
const known = (site && window.COURSEBOOK_ITEMS) || {};

/** All elements of a selector, as an array. */
function all(selector) {
  return [...document.querySelectorAll(selector)];
}

/** An element's id followed by its former ids, as the module takes them. */
function idsOf(element, name) {
  const { was } = element.dataset;
  return was ? `${element.dataset[name]} ${was}` : element.dataset[name];
}

/** The id of the chapter to which an element belongs. */
function chapterOf(element) {
  const chapter = (element && element.closest("[data-chapter]")) || document.querySelector("[data-chapter]");
  return chapter ? chapter.dataset.chapter : "";
}

/** The chapter of a question, which may be asked on another chapter's page. */
function chapterOfQuestion(key) {
  const asks = ([, { questions }]) => questions.some((item) => item.split(/[ |]/).includes(key));
  const home = Object.entries(known).find(asks);
  const section = all("[data-question]").find((element) => element.dataset.question === key);
  return home ? home[0] : chapterOf(section);
}

/** The items of a chapter on this page: task ids and question keys, each with its former ids. */
function itemsOnPage(id) {
  const inChapter = (element) => chapterOf(element) === id;
  const asked = all("[data-question]:not([data-pre])").filter((section) => inChapter(section) && !section.closest(".quiz-more"));
  const questions = new Map();
  for (const section of asked) {
    const { question, variants } = section.dataset;
    // Of those that are variants of each other, one is asked: together they are one item.
    const name = variants ? `${question.split("/")[0]} ${variants}` : question;
    questions.set(name, [...(questions.get(name) || []), idsOf(section, "question")]);
  }
  return {
    tasks: all("[data-task]").filter(inChapter).map((box) => idsOf(box, "task")),
    questions: [...questions.values()].map((ids) => ids.join("|")),
  };
}

/** Whether a question is done with, or one of several of which one is asked. */
function isDone(item) {
  return item.split("|").some(store.isSettled);
}

/** How many items of a chapter there are and are done, and where the learner stands with it. */
function tally(id) {
  const state = store.chapterState(id);
  const chapter = chapters.get(id);
  const items = known[id];
  if (chapter && !items) {
    // Its ids are not on this page: what was counted where they are must do.
    return { state, done: Math.min(Number(local(`done:${id}`)) || 0, chapter.items), total: chapter.items };
  }
  const { tasks, questions } = items || itemsOnPage(id);
  const done = tasks.filter(store.isTicked).length + questions.filter(isDone).length;
  return { state, done, total: tasks.length + questions.length };
}

