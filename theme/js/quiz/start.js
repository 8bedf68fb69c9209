/**
 * @file Makes the quizzes of the page answerable, and lends that to other scripts:
 * `window.coursebookQuiz`.
 */

/**
 * Makes a quiz's questions answerable. In its own page each shows what the log says, one of a group
 * of variants is asked, and a line below counts the right ones; for `review` each is begun anew.
 */
function enhance(quiz, { review = false } = {}) {
  const score = make("p", { className: "quiz-score" });
  const questions = [];
  const count = () => {
    const asked = questions.filter(({ section, pre }) => !pre && section.parentNode === quiz);
    const right = asked.filter(({ state }) => state === "right").length;
    score.textContent = asked.length > 1 ? say("quiz_score", { right, total: asked.length }) : "";
  };
  for (const section of quiz.querySelectorAll(".question")) {
    questions.push(new Question(section, review, count));
  }
  if (review) {
    questions.forEach((question) => question.begin());
  } else {
    quiz.append(score);
    questions.forEach(restore);
    groupVariants(quiz, questions);
  }
  return questions;
}

/** Of each group only the question that was answered last is shown, or else the first. */
function groupVariants(quiz, questions) {
  const more = quiz.querySelector(".quiz-more");
  for (const question of questions) {
    const { variants } = question.section.dataset;
    question.group = variants ? questions.filter(({ section }) => section.dataset.variants === variants) : [question];
    question.section.hidden = question.group[0] !== question;
  }
  bringInLatest(questions);
  if (more) {
    const shown = (what) => more.querySelector(".question" + what + ":not([hidden])");
    more.hidden = !shown("");
    for (const stem of more.querySelectorAll(".quiz-context")) {
      stem.hidden = !shown('[data-context="' + stem.dataset.context + '"]');
    }
  }
}

function bringInLatest(questions) {
  for (const { group } of questions.filter((question) => question.group[0] === question)) {
    bringIn(group.reduce((best, each) => (each.seen > best.seen ? each : best)));
  }
}

/** The question of a group that was answered least, of equals the next one. */
function nextOf({ group, section }) {
  const place = group.findIndex((each) => each.section === section);
  const others = [...group.slice(place + 1), ...group.slice(0, place)];
  const [next] = others.sort((a, b) => logOf(a).length - logOf(b).length);
  return next || group[place];
}

/** Puts a question of a group in the place, and under the number, of the one that is asked. */
function bringIn(question) {
  const asked = question.group.find(({ section }) => !section.hidden);
  if (asked === question) {
    return;
  }
  const exchange = (a, b) => {
    const place = document.createComment("");
    a.replaceWith(place);
    b.replaceWith(a);
    place.replaceWith(b);
  };
  const numberOf = (each) => each.find(".question-number").firstChild;
  exchange(asked.section, question.section);
  exchange(numberOf(asked), numberOf(question));
  asked.section.hidden = true;
  question.section.hidden = false;
}

/** Shows the question to which the address leads, though it be folded or another one of its group. */
function showTarget(questions) {
  const { hash } = location;
  const target = questions.find(({ section }) => "#" + section.id === hash);
  if (target) {
    const more = target.section.closest("details");
    bringIn(target);
    if (more && !target.section.parentNode.matches(".quiz")) {
      more.open = true;
    }
    target.section.scrollIntoView();
  }
}

/**
 * Lets the browser pass over questions and code that are far from the window, as soon as it knows
 * how large they are in lines of this width: links must lead to where things are.
 */
function settle(quizzes) {
  const mark = (isSettled) => document.documentElement.classList.toggle("quizzes-settled", isSettled);
  let width = 0;
  const lines = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) {
      ({ width } = contentRect);
      mark(false);
      requestAnimationFrame(() => requestAnimationFrame(() => mark(true)));
    }
  });
  quizzes.slice(0, 1).forEach((quiz) => lines.observe(quiz));
}

async function start() {
  const { coursebookProgress } = window;
  const quizzes = [...document.querySelectorAll(".quiz")];
  // The forms come at once, before the page is first painted; what is stored follows.
  const questions = quizzes.flatMap((quiz) => enhance(quiz));
  const refreshAll = () => questions.forEach(refresh);
  window.addEventListener("hashchange", () => showTarget(questions));
  if (coursebookProgress) {
    await coursebookProgress.ready;
    refreshAll();
    bringInLatest(questions);
    questions.forEach(({ form, over }) => form.draft && !over && form.draft());
    coursebookProgress.onChange(refreshAll);
  }
  showTarget(questions);
  settle(quizzes);
}

window.coursebookQuiz = { enhance, module, standing, standingBy };
start();
