/**
 * @file Where the learner stands with each question, by the review engine.
 *
 * A part of the script `learner.js`. The engine is in the grader's module; where the browser does
 * not run it, nothing is known of when a question is due. Invariant: everything is derived from
 * the log of attempts, each time anew.
 */

const MASTERED = 4;
const RIGHT = 2;
const RIGHT_WITH_HELP = 3;

let engine = null;

/** Loads the review engine, and waits for the log. */
async function loadEngine() {
  if (quiz && quiz.module) {
    engine = await quiz.module();
  }
  if (progress) {
    await progress.ready;
  }
}

/** All attempts at questions that are asked one for the other, oldest first. */
function attemptsAt(unit) {
  const attempts = unit.flatMap(({ ids }) => progress.attempts(ids));
  return attempts.sort((a, b) => a.time - b.time);
}

/**
 * What a log says: whether it was graded at all, whether the last answer was wrong, and what the
 * script of the quizzes derives from it.
 */
function standingOf(attempts) {
  const last = attempts.filter(({ tries }) => tries > 0).pop();
  const isRight = Boolean(last) && [RIGHT, RIGHT_WITH_HELP].includes(last.outcome);
  return { isNew: !last, isWrong: Boolean(last) && !isRight, last, ...quiz.standingBy(engine, attempts) };
}

/** Whether something is due that has this standing. */
function isDue({ due }) {
  return due > 0 && due <= Date.now();
}

/** What may come back: questions for review, in chapters that the learner does not skip. */
function reviewUnits() {
  const asked = questions.filter(({ uses, chapter }) => uses.includes("review") && progress.chapterState(chapter.id) !== SKIPPED);
  return unitsOf(asked).map((unit) => ({ unit, chapter: unit[0].chapter, standing: standingOf(attemptsAt(unit)) }));
}

/** Notes for all pages when what may come back is due. */
function noteDue(units) {
  const due = new Map(units.map(({ unit, standing }) => [unit[0].key, standing.due]));
  for (const name of progress.notes.names("due:")) {
    if (!due.get(name.slice(4))) {
      progress.notes.set(name, "");
    }
  }
  due.forEach((time, key) => time > 0 && progress.notes.set(`due:${key}`, String(time)));
  progress.notes.showDue();
}

/** How far questions are mastered, in percent. */
function masteryOf(some) {
  const levels = some.map(({ standing }) => standing.mastery);
  return some.length > 0 ? Math.floor((levels.reduce((sum, level) => sum + level, 0) * 100) / (some.length * MASTERED)) : 0;
}

