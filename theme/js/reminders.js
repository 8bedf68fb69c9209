/**
 * @file What the page reminds the learner of: questions that are due, and copies to be taken.
 *
 * A part of the script `progress.js`, between `items.js` and `progress.js`. Invariant: it rests on
 * this browser's notes, which no copy takes along; a wrong note reminds too early or too late, and
 * the page Review finds out what is true.
 */

/** Where a browser may clear its storage: after so many answers it is time for a first copy, and
    after so many more for the next. */
const FIRST_COPY = 25;
const NEXT_COPY = 50;

/** Shows how many questions are due, as far as was noted when they were last answered. */
function showDue() {
  const due = localNames("due:").filter((name) => Number(local(name)) <= Date.now()).length;
  for (const place of all("[data-due-count]")) {
    place.textContent = String(due);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", say("due_count", { n: due }));
    place.hidden = due === 0;
  }
}

/** Notes when a question is due again, for pages that do not have the means to find it out. */
async function noteDue(ids) {
  const { coursebookQuiz: quiz } = window;
  if (site && quiz && quiz.standing) {
    const { due } = await quiz.standing(ids);
    setLocal(`due:${ids.split(" ")[0]}`, String(due || ""));
    showDue();
  }
}

/** How many answers are stored. */
function answers() {
  return tryStorage(Object.keys, []).filter((key) => key.startsWith(`${prefix}a:`)).length;
}

/** Notes that the learner has a copy of everything as it is now. */
function noteCopy() {
  setLocal("copied", `${Date.now()},${answers()}`);
  warn("copy_nudge", false);
}

/** Whether the browser clears what a page stored when nobody visits it, unless it is installed. */
function clearsStorage() {
  const { userAgent, standalone } = navigator;
  const webKit = /AppleWebKit\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent);
  return webKit && !standalone && !window.matchMedia("(display-mode: standalone)").matches;
}

/** Where the browser may clear its storage, asks now and then to take a copy. */
function nudge() {
  if (!clearsStorage()) {
    return;
  }
  const copied = Number(local("copied").split(",")[1]) || 0;
  const asked = Math.max(copied, Number(local("nudged")) || 0);
  const now = answers();
  const isTime = now - asked >= (asked > 0 ? NEXT_COPY : FIRST_COPY);
  const save = [button("download_progress", download)];
  warn("copy_nudge", isTime, save, { n: now - copied }, () => {
    setLocal("nudged", String(now));
    dismissed.delete("copy_nudge");
  });
}

