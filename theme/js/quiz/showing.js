/**
 * @file What a question shows: a verdict in words, the marks, the answer.
 *
 * `show`, `begin` and `restore` are the entry points. Invariant: while there is a try left, nothing
 * gives away what is right.
 */

const STATES = ["wrong", "part", "right"];
/** The share of the points, in percent, from which a free answer is good. */
const GOOD = 60;

/** Words in the status region; `state` colours the question. */
function tell(question, state, text) {
  question.state = state;
  question.section.dataset.state = state;
  question.status.textContent = text;
  question.onResult();
}

function retryText({ key }, reason) {
  const units = partsOf(key, "@").map(([unit]) => unit);
  const alone = reason === UNIT_UNKNOWN && units.length === 0;
  const text = say("quiz_" + (alone ? "no_unit" : RETRIES[reason]), { units: units.join(", ") });
  return [BLANK, NO_GRADER].includes(reason) ? text : text + " " + say("quiz_no_try");
}

/** Shows a graded answer: all of it if no try is left, or else only what it says of itself. */
function show(question, verdict, answer, helped) {
  const { form, kind, rules } = question;
  const { outcome, reason, rule, score } = verdict;
  const left = question.attempts - question.tries;
  const over = outcome === RIGHT || left <= 0 || kind === "free";
  question.given = answer;
  if (form.mark) {
    form.mark(over, verdict, answer);
  }
  rules.forEach((each, place) => {
    each.hidden = reason !== BY_RULE || place !== rule;
  });
  const good = kind === "free" && score >= GOOD;
  tell(question, STATES[good ? RIGHT : outcome], verdictText(question, verdict, over, left, helped));
  if (over) {
    finish(question);
  }
}

function verdictText({ form, kind }, { outcome, score, bits, factor }, over, left, helped) {
  if (kind === "free") {
    return say("quiz_saved", { score });
  }
  if (outcome === RIGHT) {
    return [say(helped ? "quiz_right_later" : "quiz_right_now"), factor].filter(Boolean).join(" ");
  }
  const missing = form.onlyMisses && form.onlyMisses();
  const wrong = over ? "quiz_wrong" : missing ? "quiz_missing" : "quiz_wrong_yet";
  const texts = [say(outcome === PART ? "quiz_part" : wrong, { score })];
  if (form.total && bits !== undefined) {
    texts.push(say("quiz_parts_right", { n: bits.toString(2).split("1").length - 1, total: form.total }));
  }
  texts.push(factor, say(over ? "quiz_below" : "quiz_left", { left }));
  return texts.filter(Boolean).join(" ");
}

function showWhole(question, answer) {
  question.given = answer;
  if (question.form.mark) {
    question.form.mark(true, {}, answer);
  }
  tell(question, "shown", say("quiz_shown"));
  finish(question);
}

/** A guess is kept, and judged only by the text that follows. */
function guessed(question, answer) {
  question.given = answer;
  question.fold.hidden = false;
  tell(question, "guessed", say("quiz_guessed"));
  close(question);
}

/** Opens everything and closes the form, without taking it from the keyboard. */
function close(question) {
  setOver(question, true);
  question.answerParts.forEach((part) => {
    part.hidden = false;
  });
}

function finish(question) {
  close(question);
  if (question.onOver) {
    question.onOver(question);
  }
}

function setOver(question, over) {
  const { section, form, pre, checkButton, hintButton, showButton, againButton, forgetButton, saveButton } = question;
  const focused = document.activeElement;
  question.over = over;
  section.classList.toggle("over", over);
  for (const input of [...form.inputs, ...form.boxes]) {
    input.readOnly = over;
    set(input, "aria-disabled", over && "true");
  }
  set(checkButton, "aria-disabled", over && "true");
  againButton.hidden = !over || pre;
  forgetButton.hidden = !over && !question.undo;
  if (over && [showButton, hintButton, saveButton].includes(focused)) {
    againButton.focus();
  }
  showButton.hidden = over || pre;
  hintButton.hidden = over || question.hints.length === 0;
  saveButton.hidden = true;
  question.confidence.hidden = over;
}

/** An empty form, with its parts in the order of this run. */
function begin(question, run) {
  const { form, hints, hintList, rules, answerParts, sure, fold, checkButton } = question;
  Object.assign(question, { tries: 0, helped: false, begun: (question.begun || 0) + 1 });
  form.fill("");
  form.parts.forEach((part) => mark(part));
  sure.forEach((input) => {
    input.checked = false;
  });
  [...hints, hintList, ...rules, ...answerParts, fold].forEach((part) => {
    part.hidden = true;
  });
  checkButton.hidden = false;
  setOver(question, false);
  if (form.begin) {
    form.begin(run);
  }
  tell(question, "", "");
}

/** Shows what the log says, without announcing it. */
function restore(question) {
  set(question.status, "aria-live", "off");
  const log = logOf(question);
  const last = log[log.length - 1];
  const current = last && last.rev === question.rev;
  question.seen = last ? last.time : 0;
  begin(question, current ? runs(log) - 1 : runs(log));
  if (current) {
    const answer = translated(question, last.answer);
    question.tries = last.tries;
    question.form.fill(answer);
    restoreResult(question, { ...last, answer });
  } else if (last) {
    tell(question, "changed", say("quiz_changed"));
  }
}

async function restoreResult(question, { outcome, answer, tries }) {
  if (question.pre) {
    guessed(question, answer);
  } else if (outcome === SHOWN) {
    showWhole(question, answer);
  } else if (outcome >= RIGHT && !/^(free|estimate)/.test(question.kind)) {
    show(question, { outcome: RIGHT, bits: -1 }, answer, outcome === RIGHT_WITH_HELP);
  } else {
    // Which reason applies is not in the record; the choices' own need no module.
    const picks = /^(one|all|part)/.test(question.kind);
    const { begun } = question;
    const graded = question.kind === "free" ? answer.split("␟")[0] : answer;
    const verdict = picks ? gradePicks(question.key, graded) : await grade(question.key, graded);
    if (question.begun !== begun) {
      return;
    }
    show(question, { ...verdict, outcome: Math.min(outcome, RIGHT) }, answer, outcome !== RIGHT);
    for (let hint = 0; hint < tries && !question.over; hint += 1) {
      giveHint(question);
    }
  }
}

/** Another tab, a reset or an import may have changed the log. */
function refresh(question) {
  if (lastTime(question) !== question.seen) {
    restore(question);
  }
}
