/**
 * @file The interface's words, and elements that show them: `say` and `make`.
 *
 * The first part of each script that shows texts; a later part of it names its own in `ENGLISH`.
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

