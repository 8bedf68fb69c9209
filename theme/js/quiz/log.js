/**
 * @file What a question's log says, and what goes into it.
 *
 * `logOf` and `record` are the entry points. Invariant: where nothing can be stored, answers are
 * kept until the reader leaves the page.
 */

/** What `action` gives on the learner's progress, or `otherwise` where that does not work. */
function progress(action, otherwise) {
  const { coursebookProgress } = window;
  try {
    return coursebookProgress && coursebookProgress.works() ? action(coursebookProgress) : otherwise;
  } catch (error) {
    console.warn("Coursebook: progress is out of reach.", error);
    return otherwise;
  }
}

/** The attempts at a question, or the guesses at one that is asked before the text. */
function logOf(question) {
  const log = progress((store) => store.attempts(question.ids), question.memory);
  return log.filter(({ tries }) => (tries === 0) === question.pre);
}

/** An answer of the log with the names that its parts have now. */
function translated({ section, kind }, answer) {
  const { renamed } = section.dataset;
  if (!renamed) {
    return answer;
  }
  const now = new Map(renamed.split(" ").map((pair) => pair.split("=")));
  // What was written in free words comes after a `␟`.
  return answer.replace(kind === "free" ? /[\w-]+(?=.*␟)/g : /[\w-]+/g, (id) => now.get(id) || id);
}

function lastTime(question) {
  const last = logOf(question).pop();
  return last ? last.time : 0;
}

/** How many times a question was begun anew, by its log. */
function runs(log) {
  return log.filter(({ tries }) => tries < 2).length;
}

function record(question, outcome, tries, answer) {
  const { ids, rev, memory } = question;
  const confidence = confidenceOf(question);
  memory.push({ time: Date.now(), rev, outcome, tries, confidence, answer });
  progress((store) => store.recordAttempt(ids, rev, outcome, tries, confidence, answer));
  question.seen = lastTime(question);
}

/** Lets the attempts no longer count; gives what takes that back. */
function forget(question) {
  const memory = question.memory.splice(0);
  const mark = progress((store) => store.resetQuestion(question.ids));
  return () => {
    question.memory.push(...memory);
    progress((store) => store.undoReset(question.ids, mark));
  };
}

/** How well a question is known and when it is due, by its stored log. */
async function standing(ids) {
  const log = progress((store) => store.attempts(ids), []);
  return standingBy(await module(), log);
}

/**
 * The same of a log, by the module, or without it: when the question is due, its mastery (0 to 4),
 * and whether it went wrong though the learner was sure. Guesses do not count.
 */
function standingBy(run, log) {
  if (!run) {
    return { due: 0, mastery: Math.min(log.filter(({ tries }) => tries).length, 1), confidentError: false };
  }
  const lines = log.map(({ time, outcome, tries, confidence }) => [time, outcome, tries, confidence].join());
  const when = [lines.join(";"), Date.now(), -new Date().getTimezoneOffset()];
  const bits = run.standing(...when);
  return { due: run.due(...when), mastery: bits & 7, confidentError: (bits & 8) > 0 };
}
