/**
 * @file The home page: how far the reader is on the road, where to go on, what is due.
 *
 * The last part of the script `roadmap.js`. Invariant: without it every station is there, and says
 * nothing of the reader.
 */

const home = document.querySelector("[data-roadmap]");

function part(name) {
  return home.querySelector(`[data-${name}]`);
}

/** Shows words, or nothing; they may hold elements. */
function fill(place, ...words) {
  if (place.textContent !== words.map((each) => each.textContent || each).join("")) {
    place.replaceChildren(...words);
  }
  place.hidden = words.length === 0;
}

/** Where the reader was last, as a link: chapter and heading. */
function lastPlace() {
  const [id, heading, words] = (progress.draft("s/place") || "").split("\t");
  const chapter = chapterById.get(id);
  if (!chapter || isLearnt(chapter)) {
    return null;
  }
  const place = words ? say("home_place", { heading: words, chapter: chapter.title }) : chapter.title;
  const href = siteRoot + chapter.path + (heading ? `#${encodeURIComponent(heading)}` : "");
  return make("a", { href, textContent: say("home_continue", { place }) });
}

/** The furthest chapter that is begun, or the first that is not done. */
function nextPlace() {
  const all = [...chapterById.values()];
  const begun = all.filter(({ id }) => progress.chapterState(id) === LEARNING);
  const chapter = begun.pop() || all.find((each) => !isLearnt(each));
  const hasBegun = all.some(({ id }) => progress.chapterState(id) > 0);
  if (!chapter) {
    return null;
  }
  const words = hasBegun ? say("home_continue", { place: chapter.title }) : say("home_begin", { chapter: chapter.title });
  return make("a", { href: siteRoot + chapter.path, textContent: words });
}

function showNow() {
  const link = lastPlace() || nextPlace();
  fill(part("resume"), ...[link].filter(Boolean));
  const { notes } = progress;
  const due = notes.names("due:").filter((name) => Number(notes.get(name)) <= Date.now()).length;
  const review = make("a", { href: `${siteRoot}review.html`, textContent: say("home_due", { n: due }) });
  fill(part("reviews-due"), ...(due > 0 ? [review] : []));
  const made = plan();
  const week = made && made.thisWeek.length > 0 ? say("home_week", { chapters: made.thisWeek.map(({ title }) => title).join(", ") }) : "";
  const toPlan = make("a", { href: `${siteRoot}progress.html#plan`, textContent: say("home_plan") });
  const words = made ? `${week && `${week}. `}${standing(made)} ` : "";
  fill(part("this-week"), ...(made ? [words, toPlan] : []));
  part("roadmap-now").hidden = all(":scope > p", part("roadmap-now")).every(({ hidden }) => hidden);
}

function all(selector, within) {
  return [...within.querySelectorAll(selector)];
}

const STATES = ["unseen", "learning", "done", "skipped"];
const LEARNING = 1;
const STATE_WORDS = ["", "home_learning", "home_is_done", "home_skipped"];

/** Colours the stations and the ways to them, and says the same in words. */
function showRoad() {
  for (const place of all("[data-station]", home)) {
    const state = progress.chapterState(place.dataset.station);
    place.className = `station-state state-${STATES[state]}`;
    place.textContent = state > 0 ? say(STATE_WORDS[state]) : "";
  }
  for (const leg of all("[data-leg]", home)) {
    const state = STATES[progress.chapterState(leg.dataset.leg)];
    leg.setAttribute("class", `is-${state}`);
  }
  const isDone = (leg) => leg.matches(".is-done");
  const done = all("[data-leg]", home).filter(isDone).length;
  part("roadmap-done").textContent = done > 0 ? say("home_done", { done }) : "";
  for (const phase of all(".phase", home)) {
    const place = phase.querySelector("[data-phase-done]");
    const own = all("[data-leg]", phase).filter(isDone).length;
    if (place) {
      place.textContent = own > 0 ? say("home_phase_done", { done: own }) : "";
    }
  }
}

async function startHome() {
  await progress.ready;
  if (!progress.works()) {
    return;
  }
  const show = () => {
    showRoad();
    showNow();
  };
  show();
  progress.onChange(show);
}

if (home && progress) {
  startHome();
}
