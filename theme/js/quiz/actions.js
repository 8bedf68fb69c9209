/**
 * @file What the buttons of a question do: check, hint, show, try again, forget.
 *
 * Invariant: the focus never falls to the top of the page with a control that goes away.
 */

function buildActions(question, asksConfidence) {
  const act = (key, action) => button(say(key), () => {
    set(question.status, "aria-live", "");
    endUndo(question);
    action(question);
  });
  const check = question.pre ? "quiz_guess" : question.kind === "free" ? "quiz_compare" : "quiz_check";
  question.checkButton = act(check, checkAnswer);
  question.checkButton.className = "question-check";
  question.hintButton = act("quiz_hint", giveHint);
  question.showButton = act("quiz_show_answer", showAnswer);
  question.againButton = act("quiz_try_again", again);
  question.forgetButton = button(say("quiz_forget"), () => forgetOrUndo(question));
  question.saveButton = act("quiz_save", checkAnswer);
  question.saveButton.className = "question-check";
  const { checkButton, hintButton, showButton, againButton, forgetButton } = question;
  const buttons = [checkButton, hintButton, showButton, againButton, forgetButton];
  question.status.before(...buildConfidence(question, asksConfidence), make("div", { className: "question-actions" }, ...buttons));
  const criteria = question.find(".answer-criteria");
  if (criteria && !question.pre) {
    criteria.append(make("li", { className: "question-actions" }, question.saveButton));
  }
}

function buildConfidence(question, asks) {
  const name = question.newId();
  const choices = [["2", "quiz_sure"], ["1", "quiz_unsure"]].map(([value, key]) => option("radio", name, value, say(key)));
  question.sure = choices.map((choice) => choice.firstChild);
  question.confidence = make("fieldset", { className: "question-row" }, make("legend", { textContent: say("quiz_sure_question") }), ...choices);
  return asks ? [question.confidence] : [];
}

function confidenceOf({ sure }) {
  const given = sure.find(({ checked }) => checked);
  return given ? Number(given.value) : 0;
}

async function checkAnswer(question) {
  const { form, kind, pre } = question;
  const short = form.short && form.short();
  if (short) {
    tell(question, "retry", short);
  } else if (kind === "free" && !pre && !form.compares) {
    compare(question);
  } else if (!question.busy) {
    question.busy = true;
    const { begun } = question;
    const answer = form.answer();
    const verdict = await grade(question.key, answer);
    question.busy = false;
    // While the grader loaded, the answer may have been shown, or the question begun anew.
    if (!question.over && question.begun === begun) {
      take(question, verdict, answer);
    }
  }
}

/** Records a graded answer and shows what became of it. */
function take(question, verdict, answer) {
  const { form } = question;
  const whole = form.written ? answer + form.written() : answer;
  if (verdict.outcome === RETRY) {
    tell(question, "retry", retryText(question, verdict.reason));
  } else if (question.pre) {
    record(question, verdict.outcome, 0, whole);
    guessed(question, whole);
  } else {
    question.tries += 1;
    const helped = question.tries > 1 || question.helped;
    record(question, outcomeOf(question, verdict, helped), question.tries, whole);
    show(question, verdict, whole, helped);
    if (form.keep) {
      form.keep("");
    }
    if (!question.over) {
      giveHint(question);
    }
  }
}

/** The outcome in the record: of a free answer by the share of the points. */
function outcomeOf({ kind }, { outcome, score }, helped) {
  const good = outcome === RIGHT || (kind === "free" && score >= GOOD);
  return good && (helped || outcome !== RIGHT) ? RIGHT_WITH_HELP : outcome;
}

/** Shows the model beside what was written, with boxes to tick. */
function compare(question) {
  const { form, answerParts } = question;
  form.compares = true;
  form.inputs[0].readOnly = true;
  answerParts.forEach((part) => {
    part.hidden = part.matches(".question-explanation, .question-back");
  });
  question.checkButton.hidden = true;
  question.saveButton.hidden = false;
  form.boxes[0].focus();
  tell(question, "", say("quiz_tick"));
}

function giveHint(question) {
  const { hints, hintList, hintButton, showButton } = question;
  const hint = hints.find((each) => each.hidden);
  if (hint) {
    hint.hidden = false;
    hintList.hidden = false;
    question.helped = true;
  }
  const more = hints.some((each) => each.hidden);
  if (!more && document.activeElement === hintButton) {
    showButton.focus();
  }
  hintButton.hidden = !more;
}

function showAnswer(question) {
  const { form } = question;
  const answer = form.written ? form.answer() + form.written() : form.answer();
  record(question, SHOWN, question.pre ? 0 : question.tries + 1, answer);
  if (form.keep) {
    form.keep("");
  }
  showWhole(question, answer);
}

/** A fresh form: of this question, or of another one of its group. */
function again(question) {
  const next = nextOf(question);
  if (next !== question) {
    bringIn(next);
  }
  next.begin();
  next.find("input, select, textarea, button").focus();
}

function forgetOrUndo(question) {
  set(question.status, "aria-live", "");
  if (question.undo) {
    question.undo();
    endUndo(question);
    restore(question);
    question.forgetButton.focus();
  } else {
    question.undo = forget(question);
    question.seen = lastTime(question);
    question.forgetButton.textContent = say("quiz_undo");
    question.begin();
    tell(question, "", say("quiz_forgotten"));
  }
}

function endUndo(question) {
  if (question.undo) {
    question.undo = null;
    question.forgetButton.textContent = say("quiz_forget");
    question.forgetButton.hidden = !question.over;
  }
}
