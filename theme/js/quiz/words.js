/**
 * @file Makes the static quizzes of a page answerable: its words, and what its parts share.
 *
 * `start.js` is the entry point. The build joins `words.js` and the parts of this folder but
 * `grader.js` in one function, and puts `graderName` before them, the name of the file that is made
 * of that. Invariant: the author's nodes are moved and hidden, never written anew, so that
 * translations and reading tools keep what they made of them; what a reader typed never becomes
 * HTML; and without grader or storage it still works.
 */

/** Texts, where the site brings none of its own. */
const ENGLISH = {
  quiz_check: "Check",
  quiz_guess: "This is my guess",
  quiz_compare: "Compare",
  quiz_save: "Save",
  quiz_hint: "Hint",
  quiz_show_answer: "Show answer",
  quiz_try_again: "Try again",
  quiz_forget: "Forget my answers",
  quiz_undo: "Undo",
  quiz_sure_question: "How sure are you?",
  quiz_sure: "Sure",
  quiz_unsure: "Unsure",
  quiz_right_now: "Right.",
  quiz_right_later: "Right, with help.",
  quiz_part: "Partly right: {score} % of the points.",
  quiz_wrong: "Not right.",
  quiz_wrong_yet: "Not right yet.",
  quiz_missing: "What you chose is right, but something is missing.",
  quiz_left: "Tries left: {left}.",
  quiz_below: "The answer and the reasons are below.",
  quiz_parts_right: "{n} of {total} right.",
  quiz_factor: "You were off by a factor of {n}.",
  quiz_too_high: "Too high by a factor of {n}.",
  quiz_too_low: "Too low by a factor of {n}.",
  quiz_shown: "This is the answer.",
  quiz_guessed: "Noted. Read on: the text answers this.",
  quiz_saved: "Saved: {score} % of the points.",
  quiz_tick: "Tick what your answer has, then save.",
  quiz_short: "Write at least {n} characters first.",
  quiz_long: "There is room for {n} characters, and no more.",
  quiz_forgotten: "Your answers to this question no longer count.",
  quiz_no_try: "This try does not count.",
  quiz_answer_first: "Answer first.",
  quiz_fill_first: "Something is still empty.",
  quiz_near: "Nearly: check the spelling.",
  quiz_no_number: "Write a number, such as 1500 or 1.5e3.",
  quiz_unit_missing: "Add the unit. Known here: {units}.",
  quiz_unit_unknown: "That unit is not known here. Known: {units}.",
  quiz_no_unit: "Write the number alone.",
  quiz_no_grader: "This browser does not run the grader. Show the answer and compare.",
  quiz_changed: "This question has changed since you answered.",
  quiz_picked_right: "Right, you chose it",
  quiz_picked_wrong: "Wrong, you chose it",
  quiz_left_right: "Right, but you did not choose it",
  quiz_left_wrong: "Wrong",
  quiz_is_right: "Right",
  quiz_it_is: "{letter} belongs here",
  quiz_was_at: "You had it at place {n}",
  quiz_was_out: "You had left it out",
  quiz_not_here: "Does not belong here",
  quiz_rightly_out: "Rightly left out",
  quiz_up: "Move up",
  quiz_down: "Move down",
  quiz_put_out: "Leave out",
  quiz_put_in: "Put in",
  quiz_place: "Place {n} of {total}.",
  quiz_is_out: "Left out.",
  quiz_it_prints: "It prints",
  quiz_it_fails: "It fails",
  quiz_score: "{right} of {total} right",
};

/** Sets an attribute of an element; takes it away where there is no value. */
function set(element, name, value) {
  if (value) {
    element.setAttribute(name, value);
  } else {
    element.removeAttribute(name);
  }
}

/** A button that does `action`, unless it says that it is disabled. */
function button(text, action) {
  const made = make("button", { type: "button", textContent: text });
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") {
      action(made);
    }
  });
  return made;
}

/** A box or a dot to tick, with its text. */
function option(type, name, value, ...text) {
  const input = make("input", { type, name, value });
  return make("label", { className: "choice-label" }, input, ...text);
}

/** The text of an element on one line, for names of controls. */
function textOf(element) {
  return element.textContent.trim().replace(/\s+/g, " ");
}
