/**
 * @file The page Review: a queue of questions, ten at a time, and how it went.
 *
 * A part of the script `learner.js`. Invariant: what was asked once on this visit comes again only
 * when nothing else is left.
 */

/** The parts of the page, by what they are for. */
function partsOf(page) {
  const part = (name) => find(`[data-${name}]`, page);
  return {
    choice: part("review-choice"),
    standing: part("review-standing"),
    due: part("review-due"),
    fresh: part("review-new"),
    practise: part("practise"),
    session: part("session"),
    from: part("session-from"),
    failed: part("session-failed"),
    place: part("session-question"),
    next: part("session-next"),
    end: part("session-end"),
    summary: part("summary"),
    counts: part("summary-counts"),
    nextDue: part("summary-next"),
    missed: part("summary-missed"),
    more: part("summary-more"),
    back: part("summary-back"),
  };
}

class Review {
  constructor(page) {
    this.parts = partsOf(page);
    /** What was asked on this visit, by the first question of its unit. */
    this.asked = new Set();
    this.listen();
  }

  listen() {
    const { due, fresh, practise, next, end, more, back } = this.parts;
    due.addEventListener("click", () => this.start(() => this.dueFirst()));
    fresh.addEventListener("click", () => this.start(() => freshNow(reviewUnits())));
    practise.addEventListener("submit", (event) => {
      event.preventDefault();
      this.practise(new URLSearchParams(new FormData(practise)));
    });
    next.addEventListener("click", () => this.step());
    end.addEventListener("click", () => this.finish());
    more.addEventListener("click", () => this.start(this.source));
    back.addEventListener("click", () => this.showChoice());
  }

  /** What is due and went wrong; after that, what is new. */
  dueFirst() {
    const units = reviewUnits();
    const queue = this.unasked(dueNow(units));
    return queue.length > 0 ? queue : freshNow(units);
  }

  practise(filter) {
    this.start(() => practice(filter));
    if (this.queue.length === 0) {
      tell(this.parts.standing, say("practise_none"));
    }
  }

  unasked(queue) {
    return queue.filter(({ unit }) => !this.asked.has(unit[0].key));
  }

  /** Shows how much there is of each kind, and focuses it if the reader comes back to it. */
  showChoice(focus = true) {
    const { choice, session, summary, standing } = this.parts;
    session.hidden = true;
    summary.hidden = true;
    choice.hidden = false;
    this.showCounts();
    if (focus) {
      standing.tabIndex = -1;
      standing.focus();
    }
  }

  showCounts() {
    const units = reviewUnits();
    noteDue(units);
    const due = units.filter((each) => isDue(each.standing)).length;
    const errors = units.filter(({ standing }) => standing.confidentError && !isDue(standing)).length;
    const fresh = freshNow(units).length;
    this.showButton(this.parts.due, "review_start", due + errors);
    this.showButton(this.parts.fresh, "review_new", fresh);
    const counts = [
      due + errors > 0 ? say("review_due", { n: due }) : this.nothingDue(units),
      errors > 0 ? say("review_errors", { n: errors }) : "",
      fresh > 0 ? say("review_fresh", { n: fresh }) : "",
    ];
    tell(this.parts.standing, counts.filter(Boolean).join(" "));
  }

  showButton(element, text, n) {
    element.hidden = n === 0;
    element.textContent = say(text, { n: Math.min(n, AT_A_TIME) });
  }

  nothingDue(units) {
    const next = nextDue(units);
    return next ? say("review_none_due", { date: dayOf(next) }) : say("review_nothing");
  }

  /** Begins with the next questions of a source: what was not asked on this visit first. */
  start(source) {
    this.source = source;
    const found = source();
    const rest = this.unasked(found);
    this.queue = (rest.length > 0 ? rest : found).slice(0, AT_A_TIME);
    this.results = [];
    this.at = -1;
    if (this.queue.length > 0) {
      this.parts.choice.hidden = true;
      this.parts.summary.hidden = true;
      this.parts.session.hidden = false;
      this.step();
    }
  }

  /** Goes on to the next question. */
  async step() {
    this.at += 1;
    const turn = this.queue[this.at];
    if (!turn) {
      this.finish();
      return;
    }
    const { from, failed, place, session } = this.parts;
    const question = variantOf(turn.unit);
    const heading = find("h2", session);
    heading.textContent = say("session_count", { at: this.at + 1, total: this.queue.length });
    from.textContent = question.chapter.title;
    from.href = `${question.chapter.href}#q-${question.key.replace("/", "-")}`;
    failed.textContent = "";
    place.replaceChildren();
    this.asked.add(turn.unit[0].key);
    this.showNext(false);
    heading.focus();
    // The reader may have gone on, or ended, while it loaded or was graded.
    const isHere = () => this.queue[this.at] === turn && !session.hidden;
    try {
      const html = await quizzesOf(question);
      if (isHere()) {
        ask(question, html, place, (asked) => isHere() && this.over(question, asked));
      }
    } catch (error) {
      console.warn("Coursebook: a question could not be asked.", error);
      if (isHere()) {
        failed.textContent = say("session_failed");
      }
    }
  }

  over(question, asked) {
    const prompt = beginning(asked.prompt.textContent);
    const { href } = asked.find(".question-back a") || question.chapter;
    this.results[this.at] = { question, prompt, href, isRight: asked.state === "right" };
    this.showNext(true);
  }

  showNext(isOver) {
    const isLast = this.at + 1 >= this.queue.length;
    this.parts.next.textContent = say(isOver ? (isLast ? "session_finish" : "session_next") : "session_skip");
    this.parts.next.classList.toggle("primary", isOver);
  }

  /** Shows how it went. */
  finish() {
    const { session, summary, counts, nextDue: next, missed, more, place } = this.parts;
    const results = this.results.filter(Boolean);
    const right = results.filter(({ isRight }) => isRight).length;
    place.replaceChildren();
    session.hidden = true;
    summary.hidden = false;
    counts.textContent = say("summary_counts", { right, wrong: results.length - right, left: this.queue.length - results.length });
    const units = reviewUnits();
    noteDue(units);
    next.textContent = this.comingUp(units);
    this.showMissed(missed, results.filter(({ isRight }) => !isRight));
    more.hidden = this.unasked(this.source()).length === 0;
    find("h2", summary).focus();
  }

  comingUp(units) {
    const due = units.filter((each) => isDue(each.standing)).length;
    const next = nextDue(units);
    if (due > 0) {
      return say("summary_due_now", { n: due });
    }
    return next ? say("summary_next", { date: dayOf(next) }) : "";
  }

  showMissed(missed, results) {
    missed.hidden = results.length === 0;
    const links = results.map(({ question, prompt, href }) => {
      return make("li", {}, make("a", { href, textContent: prompt || question.key }), ` (${question.chapter.title})`);
    });
    find("ul", missed).replaceChildren(...links);
  }
}

/** The longest prompt in a list, in characters. */
const LONGEST_PROMPT = 140;

/** How a text begins, on one line. */
function beginning(text) {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > LONGEST_PROMPT ? line.slice(0, LONGEST_PROMPT) + "…" : line;
}

/** When the next of these is due that is not due yet; 0 if none ever is. */
function nextDue(units) {
  const coming = units.map(({ standing }) => standing.due).filter((due) => due > Date.now());
  return coming.length > 0 ? Math.min(...coming) : 0;
}

/** Preselects what the address asks for, and begins with it. */
function followAddress(review) {
  const filter = wanted();
  const { practise } = review.parts;
  for (const select of all("select", practise)) {
    select.value = filter.get(select.name) || "";
  }
  if (filter.has("tag") || filter.has("phase")) {
    review.practise(filter);
  }
}

async function startReview(page) {
  const review = new Review(page);
  await loadEngine();
  review.showChoice(false);
  followAddress(review);
  window.addEventListener("hashchange", () => followAddress(review));
  progress.onChange(() => !review.parts.choice.hidden && review.showCounts());
}

