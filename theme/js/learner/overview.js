/**
 * @file The page Progress: how much is done, chapter by chapter and topic by topic, and what to do
 * next.
 *
 * A part of the script `learner.js`. Invariant: how much there is comes from the site's manifests;
 * what the learner skips counts in neither number.
 */

/** What is done of a chapter, and of what. */
function workOn(chapter) {
  return {
    state: progress.chapterState(chapter.id),
    boxes: { done: chapter.tasks.filter(progress.isTicked).length, total: chapter.tasks.length },
    questions: { done: chapter.counted.filter(progress.isSettled).length, total: chapter.counted.length },
  };
}

/** Everything that the page shows, found out once. */
function lookAtAll() {
  const works = new Map(chapters.map((chapter) => [chapter, workOn(chapter)]));
  const skipped = (chapter) => works.get(chapter).state === SKIPPED;
  const standings = unitsOf(questions).map((unit) => ({ unit, chapter: unit[0].chapter, standing: standingOf(attemptsAt(unit)) }));
  return { works, skipped, standings, counted: standings.filter(({ chapter }) => !skipped(chapter)) };
}

/** Fills the cells of a row. */
function fillRow(row, values) {
  for (const [name, text] of Object.entries(values)) {
    const cell = find(`[data-cell="${name}"]`, row);
    if (cell) {
      tell(cell, text);
    }
  }
}

function outOf({ done, total }) {
  return total > 0 ? say("of_total", { done, total }) : "–";
}

/** The sum of what several chapters have of one kind. */
function sumOf(works, kind) {
  const sum = (name) => works.reduce((number, work) => number + work[kind][name], 0);
  return { done: sum("done"), total: sum("total") };
}

/** Mastery and number of due questions, in words. */
function schedule(some) {
  const due = some.filter(({ unit, standing }) => comesBack(unit) && isDue(standing)).length;
  return {
    mastery: some.length > 0 ? say("percent", { n: masteryOf(some) }) : "–",
    due: some.length > 0 ? String(due) : "–",
  };
}

/** Whether questions ever come back in a review. */
function comesBack(unit) {
  return unit.some(({ uses }) => uses.includes("review"));
}

function showChapters(page, { works, skipped, standings, counted }) {
  const rows = all("[data-progress-chapter]", page);
  for (const row of rows) {
    const chapter = chapterById.get(row.dataset.progressChapter);
    const work = chapter && works.get(chapter);
    if (work) {
      const own = standings.filter((each) => each.chapter === chapter);
      fillRow(row, { boxes: outOf(work.boxes), questions: outOf(work.questions), ...schedule(own) });
      if (skipped(chapter)) {
        fillRow(row, { due: "–" });
      }
      row.classList.toggle("is-skipped", skipped(chapter));
      showState(row, chapter, work.state);
    }
  }
  for (const row of all("[data-phase]", page)) {
    const within = all("[data-progress-chapter]", row.parentElement).map(({ dataset }) => chapterById.get(dataset.progressChapter));
    showSum(row, within.filter(Boolean), works, skipped, counted);
  }
  showSum(find("[data-progress-all]", page), chapters, works, skipped, counted);
}

/** The row of several chapters together, without those that the learner skips. */
function showSum(row, some, works, skipped, counted) {
  const kept = some.filter((chapter) => !skipped(chapter));
  const sums = kept.map((chapter) => works.get(chapter));
  const own = counted.filter(({ chapter }) => kept.includes(chapter));
  fillRow(row, { boxes: outOf(sumOf(sums, "boxes")), questions: outOf(sumOf(sums, "questions")), ...schedule(own) });
}

/** A select in which the learner says where they stand with a chapter. */
function showState(row, chapter, state) {
  const cell = find('[data-cell="state"]', row);
  let select = find("select", cell);
  if (!select) {
    select = make("select", {}, ...STATES.map((name) => make("option", { value: name, textContent: say(`chapter_${name}`) })));
    select.setAttribute("aria-label", say("state_of", { chapter: chapter.title }));
    select.addEventListener("change", () => progress.setChapterState(chapter.id, STATES.indexOf(select.value)));
    cell.replaceChildren(select);
  }
  select.value = STATES[state];
}

function showTopics(page, { counted }) {
  for (const row of all("[data-progress-tag]", page)) {
    const tag = row.dataset.progressTag;
    const own = counted.filter(({ unit }) => unit.some(({ tags }) => tags.includes(tag)));
    const answered = own.filter(({ standing }) => !standing.isNew).length;
    fillRow(row, { questions: String(own.length), answered: String(answered), ...schedule(own) });
    const name = find("th", row);
    if (!find("a", name)) {
      const href = `${root}review.html#${new URLSearchParams({ tag })}`;
      name.replaceChildren(make("a", { href, textContent: tag }));
    }
  }
}

/** What to do next, the most useful first. */
function showNextSteps(page, { works, counted }) {
  const due = counted.filter(({ unit, standing }) => comesBack(unit) && isDue(standing)).length;
  const wrong = counted.filter(({ standing }) => standing.isWrong).length;
  const steps = [
    due > 0 && [`${root}review.html`, say("next_due", { n: due })],
    nextChapter(works),
    wrong > 0 && [`${root}questions.html#state=wrong`, say("next_wrong", { n: wrong })],
  ];
  const links = steps.filter(Boolean).map(([href, textContent]) => make("li", {}, href ? make("a", { href, textContent }) : textContent));
  const list = find("[data-next-steps]", page);
  // A link that is shown already stays, or it would lose the focus.
  if (list.textContent !== links.map(({ textContent }) => textContent).join("")) {
    list.replaceChildren(...links);
  }
}

/** The chapter to go on with: one that is begun, or else the first that is not. */
function nextChapter(works) {
  const inState = (state) => [...works].filter(([{ hasItems }, work]) => hasItems && work.state === state).map(([chapter]) => chapter);
  const begun = inState(LEARNING);
  const unseen = inState(UNSEEN);
  const [chapter] = begun.length > 0 ? begun.slice(-1) : unseen;
  if (!chapter) {
    return ["", say("next_all_done")];
  }
  const isFirst = begun.length === 0 && inState(DONE).length === 0;
  return [chapter.href, say(isFirst ? "next_begin" : "next_continue", { chapter: chapter.title })];
}

async function startOverview(page) {
  await loadEngine();
  if (!progress.works()) {
    find("[data-next-steps]", page).replaceChildren(make("li", { textContent: say("no_runtime") }));
    return;
  }
  const show = () => {
    const found = lookAtAll();
    showChapters(page, found);
    showTopics(page, found);
    showNextSteps(page, found);
    noteDue(reviewUnits());
  };
  show();
  progress.onChange(show);
  startPlanning(page);
  startMarks(page);
  startCopies(page);
  startReset(page);
}

