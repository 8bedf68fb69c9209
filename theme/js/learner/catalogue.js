/**
 * @file What there is in the book: chapters with their items, and all questions.
 *
 * A part of the script `learner.js`. Invariant: it comes from the site's manifests alone.
 */

const root = host ? host.dataset.root : "";
const listed = window.COURSEBOOK_QUESTIONS || { phases: [], chapters: [] };
const items = window.COURSEBOOK_ITEMS || {};

/** The chapters in reading order, each with the ids of its items. */
const chapters = (site ? site.chapters : []).map((chapter) => ({
  ...chapter,
  href: root + chapter.path,
  tasks: (items[chapter.id] || {}).tasks || [],
  counted: (items[chapter.id] || {}).questions || [],
  /** Whether it has anything that counts. */
  hasItems: chapter.items > 0,
}));
const chapterById = new Map(chapters.map((chapter) => [chapter.id, chapter]));

/** All questions in reading order, each with its chapter, phase and quiz. */
const questions = listed.chapters.flatMap(({ id, phase, script, quizzes }) =>
  quizzes.flatMap((asked) =>
    asked.questions.map((question) => ({
      ...question,
      key: question.ids.split(" ")[0],
      quiz: asked.id,
      chapter: chapterById.get(id),
      phase: phase === null ? "" : listed.phases[phase],
      script,
    })),
  ),
);
const questionByKey = new Map(questions.map((question) => [question.key, question]));

/** Questions that are asked one for the other: a group of variants of one quiz, or one alone. */
function unitsOf(some) {
  const units = new Map();
  for (const question of some) {
    const name = question.variants ? `${question.quiz} ${question.variants}` : question.key;
    units.set(name, [...(units.get(name) || []), question]);
  }
  return [...units.values()];
}

/** The ids in an item: questions of which one is asked are parted by `|`, former ids by blanks. */
function idsIn(item) {
  return item.split(/[ |]/);
}

/** Which chapter a stored id belongs to. */
const chapterOfId = new Map();
for (const chapter of chapters) {
  [...chapter.tasks, ...chapter.counted].flatMap(idsIn).forEach((id) => chapterOfId.set(id, chapter));
}
for (const question of questions) {
  idsIn(question.ids).forEach((id) => chapterOfId.set(id, question.chapter));
}

