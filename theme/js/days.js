/**
 * @file Days in words: `dayOf`.
 *
 * A part of the scripts `learner.js` and `roadmap.js`.
 */

/** A day as the reader writes it, in the page's language where the browser knows that. */
function dayOf(time, zone = undefined) {
  const format = { year: "numeric", month: "long", day: "numeric", timeZone: zone };
  try {
    return new Date(time).toLocaleDateString(document.documentElement.lang || undefined, format);
  } catch {
    return new Date(time).toLocaleDateString(undefined, format);
  }
}
