/**
 * @file The pace plan: from a first day and hours a week to the days of every chapter.
 *
 * A part of the script `roadmap.js`, before which the build puts the stations with their weeks
 * (`window.COURSEBOOK_ROADMAP`). `window.coursebookPlan` serves the page Progress too. Invariant:
 * a plan is a record of the progress store (two numbers); everything else is worked out anew. Days
 * are whole days of the calendar, counted in UTC so that no clock is ever put forward or back.
 */

const ENGLISH = {
  plan_week: "Week {n} of {weeks}",
  plan_before: "The plan begins on {date}.",
  plan_over: "The plan ended on {date}.",
  plan_this_week: "This week",
  plan_next: "After that",
  plan_planned: "to be written",
  plan_until: "until {date}",
  plan_ends: "It ends on {date}.",
  plan_ahead: "Chapters ahead of the plan: {n}.",
  plan_behind: "Chapters behind the plan: {n}.",
  plan_on_time: "You are on time.",
  plan_none: "There is no plan yet.",
  plan_calendar_name: "Plan: {book}",
  home_continue: "Continue with {place}",
  home_begin: "Begin with {chapter}",
  home_learning: "learning",
  home_skipped: "skipped",
  home_is_done: "done",
  home_place: "“{heading}” in {chapter}",
  home_due: "Questions to review today: {n}",
  home_week: "This week: {chapters}",
  home_plan: "Your plan",
  home_done: "You have done {done} of them.",
  home_phase_done: "{done} done",
};

const DAY = 24 * 60 * 60 * 1000;
const NAME = "s/plan";
const LEARNT = [2, 3];

const roadmap = window.COURSEBOOK_ROADMAP || { hours: 8, phases: [] };
const { coursebookProgress: progress } = window;
const chapterById = new Map((site ? site.chapters : []).map((chapter) => [chapter.id, chapter]));
const siteRoot = host ? host.dataset.root : "";

/** All stations with where they begin and end, in weeks at the roadmap's own hours. */
const stations = [];
for (const phase of roadmap.phases) {
  for (const [id, title, hundredths] of phase.stations) {
    const from = stations.length > 0 ? stations[stations.length - 1].to : 0;
    stations.push({ id, title, phase: phase.title, from, to: from + hundredths / 100, chapter: chapterById.get(id) });
  }
}

/** The number of a day of the calendar; NaN if the text is none. */
function dayNumber(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY) : NaN;
}

/** Today, as the reader's clock has it. */
function today() {
  const now = new Date();
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
}

/** A day as `2026-12-01`. */
function dayText(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A day of the plan in words. */
function dayInWords(day) {
  return dayOf(day * DAY, "UTC");
}

/** What the reader has set: first day and hours a week; null without a plan that can be read. */
function settings() {
  const text = progress && progress.works() ? progress.draft(NAME) : "";
  const [start, hours] = (text || "").split(",");
  const isPlan = Number.isFinite(dayNumber(start)) && Number(hours) >= 1 && Number(hours) <= 80;
  return isPlan ? { start: dayNumber(start), hours: Number(hours) } : null;
}

/** Keeps a plan; without one, gives it up. */
function keep(start, hours) {
  return progress.setDraft(NAME, start ? `${start},${hours}` : "");
}

/** Whether the reader is done with a chapter or leaves it out. */
function isLearnt({ id }) {
  return id !== "" && LEARNT.includes(progress.chapterState(id));
}

/** The plan as it stands today; null without one. */
function plan() {
  const set = settings();
  if (!set || stations.length === 0) {
    return null;
  }
  const days = 7 * (roadmap.hours / set.hours);
  const dated = stations.map((station) => ({
    ...station,
    begins: set.start + Math.floor(station.from * days),
    ends: Math.max(set.start + Math.floor(station.to * days), set.start + Math.floor(station.from * days) + 1),
  }));
  const end = dated[dated.length - 1].ends;
  const week = Math.floor((today() - set.start) / 7);
  const weekStart = set.start + week * 7;
  const inWeek = (station) => station.begins < weekStart + 7 && station.ends > weekStart;
  const written = dated.filter(({ id }) => id);
  const expected = written.filter(({ ends }) => ends <= today()).length;
  return {
    ...set,
    dated,
    end,
    week,
    weeks: Math.ceil((end - set.start) / 7),
    thisWeek: today() < set.start || today() >= end ? [] : dated.filter(inWeek),
    next: dated.filter(({ begins }) => begins >= Math.max(weekStart + 7, set.start)).slice(0, 3),
    ahead: written.filter(isLearnt).length - expected,
  };
}

/** Whether the plan is kept, in words. */
function standing({ ahead, start, end, week, weeks }) {
  if (today() < start) {
    return `${say("plan_before", { date: dayInWords(start) })} ${say("plan_ends", { date: dayInWords(end - 1) })}`;
  }
  const keys = ahead < 0 ? "plan_behind" : ahead > 0 ? "plan_ahead" : "plan_on_time";
  const kept = say(keys, { n: Math.abs(ahead) });
  const where = today() >= end ? say("plan_over", { date: dayInWords(end - 1) }) : say("plan_week", { n: week + 1, weeks });
  const until = today() >= end ? "" : say("plan_ends", { date: dayInWords(end - 1) });
  return [`${where.replace(/\.?$/, ".")}`, kept, until].filter(Boolean).join(" ");
}

/** A station as a link, or as words where it is not written yet. */
function stationLink({ chapter, title }) {
  return chapter ? make("a", { href: siteRoot + chapter.path, textContent: title }) : `${title} (${say("plan_planned")})`;
}

/** For the page Progress. */
window.coursebookPlan = { hours: roadmap.hours, plan, settings, keep, standing, stationLink, dayText, dayInWords, calendar: () => calendar(plan()), today };
