/**
 * @file The plan on the page Progress: `startPlanning`.
 *
 * A part of the script `learner.js`; `window.coursebookPlan` of `roadmap.js` knows the days.
 */

const { coursebookPlan: planning } = window;

function startPlanning(page) {
  const section = find("[data-plan]", page);
  if (!section || !planning) {
    return;
  }
  const form = find("form", section);
  const what = find("[data-plan-what]", section);
  what.textContent = what.textContent.replace("{hours}", planning.hours);
  const actions = find("[data-plan-actions]", section);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    planning.keep(form.elements.start.value, form.elements.hours.value);
  });
  find("[data-plan-drop]", section).addEventListener("click", () => {
    planning.keep("", 0);
    form.elements.start.focus();
  });
  find("[data-plan-calendar]", section).addEventListener("click", saveCalendar);
  const show = () => {
    const plan = planning.plan();
    const set = planning.settings() || { start: planning.today(), hours: planning.hours };
    // What is being typed stays.
    if (!form.contains(document.activeElement)) {
      form.elements.start.value = planning.dayText(set.start);
      form.elements.hours.value = set.hours;
    }
    tell(find("[data-plan-standing]", section), plan ? planning.standing(plan) : say("plan_none"));
    find("[data-plan-weeks]", section).replaceChildren(...(plan ? weeksOf(plan) : []));
    actions.hidden = !plan;
  };
  show();
  progress.onChange(show);
}

/** This week and what follows, as two lists. */
function weeksOf({ thisWeek, next }) {
  const item = (station) => make("li", {}, planning.stationLink(station), ` · ${say("plan_until", { date: planning.dayInWords(station.ends - 1) })}`);
  const list = (key, stations) => (stations.length > 0 ? [make("h3", { textContent: say(key) }), make("ul", {}, ...stations.map(item))] : []);
  return [...list("plan_this_week", thisWeek), ...list("plan_next", next)];
}

/** Hands the plan over as a file that calendars import. */
function saveCalendar() {
  saveFile(`${book}-plan.ics`, "text/calendar", planning.calendar());
}
