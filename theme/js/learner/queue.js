/**
 * @file What is asked next: `dueNow`, `freshNow`, `practice`.
 *
 * A part of the script `learner.js`. Invariant: chapters are mixed; two questions of one chapter
 * follow each other only where no other is left of the same urgency.
 */

/** How many questions are asked at a time. */
const AT_A_TIME = 10;

/** In an order in which no chapter follows itself if that can be had, beginning after `before`. */
function mixed(list, before) {
  // The chapters take turns: whose was the last goes to the end.
  const byChapter = new Map(list.map(({ chapter }) => [chapter, []]));
  list.forEach((each) => byChapter.get(each.chapter).push(each));
  let last = before;
  return list.map((_, place) => {
    const waiting = [...byChapter].filter(([chapter, rest]) => rest.length > 0 && chapter !== last);
    // A chapter with more than half of what is left has to go, or it would be left with itself.
    const urgent = waiting.find(([, rest]) => rest.length * 2 > list.length - place);
    const [chapter, rest] = urgent || waiting[0] || [last, byChapter.get(last)];
    byChapter.delete(chapter);
    byChapter.set(chapter, rest);
    last = chapter;
    return rest.shift();
  });
}

/** Several lists, each of them mixed, one after the other. */
function inTurn(lists) {
  return lists.reduce((queue, list) => {
    const last = queue[queue.length - 1];
    return [...queue, ...mixed(list, last ? last.chapter : null)];
  }, []);
}

/** A list in an order that chance decides. */
function shuffled(list) {
  const rest = [...list];
  return list.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
}

/** What is due, the longest overdue first, and then what went wrong although the learner was sure. */
function dueNow(units) {
  const due = units.filter(({ standing }) => isDue(standing)).sort((a, b) => a.standing.due - b.standing.due);
  const errors = units.filter(({ standing }) => standing.confidentError && !isDue(standing));
  return inTurn([due, errors]);
}

/** What was never answered, in chapters that the learner has begun. */
function freshNow(units) {
  const begun = ({ id }) => [LEARNING, DONE].includes(progress.chapterState(id));
  return inTurn([units.filter(({ chapter, standing }) => standing.isNew && begun(chapter))]);
}

/** Any questions of a phase or topic, those kept for examinations too. */
function practice(filter) {
  const phase = filter.get("phase") || "";
  const tag = filter.get("tag") || "";
  const asked = questions.filter(
    (question) =>
      (!phase || question.phase === phase) &&
      (!tag || question.tags.includes(tag)) &&
      question.uses.some((use) => use !== "pre"),
  );
  const units = unitsOf(asked).map((unit) => ({ unit, chapter: unit[0].chapter }));
  return inTurn([shuffled(units)]);
}

/** Of questions that are asked one for the other, the one whose turn is the longest ago. */
function variantOf(unit) {
  const lastAsked = ({ ids }) => progress.attempts(ids).reduce((last, { time }) => Math.max(last, time), 0);
  return unit.reduce((chosen, each) => (lastAsked(each) < lastAsked(chosen) ? each : chosen));
}

