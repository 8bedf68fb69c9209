/**
 * @file The interface's words, and elements that show them: `say` and `make`; days and files for
 * the reader: `dayOf` and `saveFile`.
 *
 * The first part of each script that shows texts; a later part of it names its own in `ENGLISH`.
 * What a script does not use of it is left out of that script.
 * Invariant: a text reaches the page as text, never as markup.
 */

const host = document.querySelector("[data-book]");
const book = host ? host.dataset.book : "";
const site = window.COURSEBOOK && window.COURSEBOOK.book === book ? window.COURSEBOOK : null;

/** A text of the interface, with `{name}` replaced by the value of that name. */
function say(key, values = {}) {
  const text = (site && site.strings && site.strings[key]) || ENGLISH[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** A new element with properties and children. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A day as the reader writes it, in the page's language where the browser knows that. */
function dayOf(time, zone = undefined) {
  const format = { year: "numeric", month: "long", day: "numeric", timeZone: zone };
  try {
    return new Date(time).toLocaleDateString(document.documentElement.lang || undefined, format);
  } catch {
    return new Date(time).toLocaleDateString(undefined, format);
  }
}

/** Hands the reader a text as a file. */
function saveFile(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
