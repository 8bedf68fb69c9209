/**
 * @file The search dialog.
 *
 * The last part of the script `search.js`, which page.js loads when the reader first searches. The
 * index is a script that calls `COURSEBOOK_SEARCH`, a page's text one that calls `COURSEBOOK_TEXT`,
 * so that both load from disk. A text is loaded when a result on its page comes into view.
 */

const MOST_SHOWN = 30;

const button = document.querySelector("[data-search-index]");
const dialog = document.getElementById("ui.search");
const input = dialog && dialog.querySelector("input");
const status = dialog && dialog.querySelector("[role=status]");
const results = dialog && dialog.querySelector("ol");

/** The index; null until it is there. */
let index = null;
let asked = false;
/** Promises of the texts of pages, by their script. */
const texts = new Map();
/** Shows an excerpt once its result comes into view. */
let viewing = null;

function addressOf(path) {
  return document.documentElement.dataset.root + path;
}

/** Runs a script of the site. */
function run(src, properties) {
  const script = Object.assign(document.createElement("script"), { src, ...properties });
  document.head.append(script);
  return script;
}

/** Loads the index, once. */
function load() {
  if (asked) {
    return;
  }
  asked = true;
  status.textContent = dialog.dataset.loading;
  window.COURSEBOOK_SEARCH = (written) => {
    index = readIndex(written);
    show();
  };
  const onerror = () => {
    asked = false;
    status.textContent = dialog.dataset.failed;
  };
  run(button.dataset.searchIndex, { onerror });
}

/** The texts of a page's sections; none if they cannot be loaded. */
function textsOf(name) {
  if (!texts.has(name)) {
    const loaded = new Promise((resolve) => {
      const script = run(addressOf(name), { onerror: () => resolve([]) });
      waiting.set(script, resolve);
    });
    texts.set(name, loaded);
  }
  return texts.get(name);
}

/** What waits for the texts of each script. */
const waiting = new Map();
window.COURSEBOOK_TEXT = (sections) => {
  const resolve = waiting.get(document.currentScript);
  waiting.delete(document.currentScript);
  resolve(sections);
};

/** A result: heading, where it stands, and room for an excerpt, which goes if there is no text. */
function item({ path, anchor, title, trail, heading, script, place, length }, words) {
  const link = document.createElement("a");
  link.href = addressOf(path) + (anchor ? `#${anchor}` : "");
  const above = [trail, heading === title ? "" : title].filter(Boolean).join(" › ");
  const element = (tag, text) => appendMarked(document.createElement(tag), text, words);
  link.append(element("b", heading), element("small", above));
  const row = document.createElement("li");
  row.append(link);
  if (script && length > 0) {
    const room = document.createElement("span");
    link.append(room);
    row.fill = async () => {
      const text = (await textsOf(script))[place] || "";
      if (text) {
        room.replaceChildren();
        appendMarked(room, excerpt(text, words), words);
      } else {
        // The chapter goes on with a heading at once.
        room.remove();
      }
    };
    viewing.observe(row);
  }
  return row;
}

/** Looks for the query in the list of all questions, whose words are not in the index. */
function questionsItem(query) {
  const page = document.querySelector(".colophon a[href$='questions.html']");
  if (!page || !query) {
    return [];
  }
  const link = document.createElement("a");
  link.href = `${page.href}#${new URLSearchParams({ words: query })}`;
  const textContent = dialog.dataset.questions.replace("{words}", () => query);
  link.append(Object.assign(document.createElement("b"), { textContent }));
  const row = document.createElement("li");
  row.className = "search-questions";
  row.append(link);
  return [row];
}

/** Loads and shows the excerpts of results that come into view. */
function onView(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) {
      viewing.unobserve(target);
      target.fill();
    }
  }
}

/** How much was found, in words. */
function counted({ results: { length }, slipped, partial }) {
  const { none, one, many, some, meant, parts } = dialog.dataset;
  const number = length > MOST_SHOWN ? some : [none, one][length] || many;
  const sentences = [number.replace("{n}", length).replace("{shown}", MOST_SHOWN)];
  for (const { word, instead } of length > 0 ? slipped : []) {
    sentences.push(meant.replace("{word}", word).replace("{instead}", instead.slice(0, 3).join(", ")));
  }
  if (partial && length > 0) {
    sentences.push(parts);
  }
  return sentences.join(" ");
}

/** Shows what the query in the field finds. */
function show() {
  if (!index) {
    return;
  }
  viewing.disconnect();
  const found = search(index, input.value);
  const shown = found.results.slice(0, MOST_SHOWN).map((result) => shownOf(index, result));
  const query = input.value.trim();
  results.replaceChildren(...shown.map((result) => item(result, found.words)), ...questionsItem(query));
  results.scrollTop = 0;
  status.textContent = query ? counted(found) : "";
}

/** Opens the dialog, which page.js has opened already if this file was only just loaded. */
function open() {
  if (!dialog.open) {
    dialog.showModal();
    input.select();
  }
  load();
  show();
}

/** Moves the focus among field and results, opens the first result from the field, and closes. */
function onKeyInDialog(event) {
  event.stopPropagation();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...results.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const writes = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (step && at >= 0) {
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  } else if (event.key === "Enter" && at === 0 && stops[1] && !event.isComposing) {
    event.preventDefault();
    stops[1].click();
  } else if (event.key === "Escape" && !event.isComposing) {
    // Left to the browser, the first press would only empty the field.
    event.preventDefault();
    dialog.close();
  } else if (at > 0 && (writes || event.key === "Backspace")) {
    // What is typed goes on with the query.
    input.focus();
  }
}

/** Closes on a click beside the dialog, on its button, and on a result that stays on this page. */
function onClickInDialog(event) {
  const { target } = event;
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (target === dialog || target.closest(".search-close") || (target.closest("a") && !opensElsewhere)) {
    dialog.close();
  }
}

if (button && dialog) {
  viewing = new IntersectionObserver(onView, { root: results, rootMargin: "200px" });
  button.addEventListener("click", open);
  dialog.addEventListener("click", onClickInDialog);
  dialog.addEventListener("keydown", onKeyInDialog);
  input.addEventListener("input", show);
  open();
}
