/**
 * @file One question out of a chapter's quizzes, made answerable on this page: `quizzesOf`
 * gives the quizzes, `ask` asks.
 *
 * A part of the script `learner.js`. The quizzes of a chapter come as HTML in a script of their
 * own, which works from disk too. Invariant: only that HTML of the site's own is ever parsed.
 */

/** Attributes that lead somewhere from the chapter's page. */
const LINKS = { "a[href]": "href", "img[src]": "src", "source[src]": "src", "video[src]": "src", "audio[src]": "src" };

/** The HTML of the quizzes of a question's chapter. */
function quizzesOf({ chapter, script }) {
  const loaded = () => (window.COURSEBOOK_QUIZZES || {})[chapter.id];
  if (loaded()) {
    return Promise.resolve(loaded());
  }
  return new Promise((resolve, reject) => {
    const element = make("script", { src: root + script });
    element.addEventListener("load", () => resolve(loaded()));
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

/** The question with its quiz around it, and with what it shares with others, but without those. */
function alone(html, key) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const section = all(".question", parsed).find(({ dataset }) => dataset.question === key);
  const around = section.closest(".quiz");
  const { context } = section.dataset;
  const stem = all(".quiz-context", around).find(({ dataset }) => dataset.context === context);
  around.replaceChildren(...[stem, section].filter(Boolean));
  return document.importNode(around, true);
}

/** Lets links lead from here to where they lead from the chapter's page. */
function resolveLinks(element, chapter) {
  const base = new URL(chapter.href, document.baseURI);
  for (const [selector, attribute] of Object.entries(LINKS)) {
    for (const found of all(selector, element)) {
      found.setAttribute(attribute, new URL(found.getAttribute(attribute), base).href);
    }
  }
}

/** Puts a question out of its chapter's quizzes into `place`, begun anew; calls back once it is over. */
function ask(question, html, place, onOver) {
  const element = alone(html, question.key);
  resolveLinks(element, question.chapter);
  // The session around it has a name already.
  ["aria-labelledby", "aria-label"].forEach((name) => element.removeAttribute(name));
  find(".question", element).setAttribute("aria-labelledby", "ui.session");
  place.replaceChildren(element);
  const [asked] = quiz.enhance(element, { review: true });
  asked.onOver = () => onOver(asked);
}

