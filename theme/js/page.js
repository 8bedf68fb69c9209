/**
 * @file The page around the text: contents, search, and where in the page the reader is.
 *
 * A part of the script of the same name, after `page/look.js`. Contents and outline are popovers,
 * which work without this script; it adds what they lack.
 */

const contents = document.getElementById("ui.contents");
const outline = document.getElementById("ui.outline");

/** Whether a popover is open; false in browsers without popovers. */
function isOpen(popover) {
  try {
    return popover.matches(":popover-open");
  } catch (error) {
    return false;
  }
}

/** Closes a popover when a link in it is followed. Whether it is open, browsers tell of its button by themselves. */
function attend(popover) {
  popover.addEventListener("click", (event) => {
    if (event.target.closest("a") && isOpen(popover)) {
      popover.hidePopover();
    }
  });
}

/** Scrolls the contents, and nothing else, until the page's own entry stands in their middle. */
function showCurrentEntry() {
  const entry = contents.querySelector("[aria-current]");
  if (entry) {
    const { top, height } = entry.getBoundingClientRect();
    const box = contents.getBoundingClientRect();
    contents.scrollTop += top + height / 2 - box.top - box.height / 2;
  }
}

/**
 * Marks the section being read in the outline: the last whose heading has passed a line in the
 * window's upper part. The observed area reaches far above the window, so a jump misses nothing.
 */
function followReading() {
  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) {
      links.set(heading, link);
    }
  }
  const passed = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        passed[isIntersecting ? "add" : "delete"](target);
      }
      markLast([...links].filter(([heading]) => passed.has(heading)));
    },
    { rootMargin: "10000000px 0px -70% 0px" },
  );
  [...links.keys()].forEach((heading) => observer.observe(heading));
}

/** Marks the link of the last passed heading as the reader's place. */
function markLast(passed) {
  const [, current] = passed[passed.length - 1] || [];
  for (const link of outline.querySelectorAll("[aria-current]")) {
    link.removeAttribute("aria-current");
  }
  if (current) {
    current.setAttribute("aria-current", "location");
  }
  notePlace(current);
}

/** Says beside each part of the book how many of its chapters are done. */
async function showParts() {
  const { coursebookProgress } = window;
  await coursebookProgress.ready;
  const show = () => {
    for (const place of all("[data-part-progress]")) {
      const links = all("[data-nav-chapter]", place.closest("details"));
      const done = links.filter(({ dataset }) => coursebookProgress.chapterState(dataset.navChapter) === DONE).length;
      const words = { done, total: links.length };
      place.textContent = done > 0 ? `${done}/${links.length}` : "";
      ["role", "aria-label"].forEach((name) => place.removeAttribute(name));
      if (done > 0) {
        place.setAttribute("role", "img");
        place.setAttribute("aria-label", say("part_done", words));
      }
    }
  };
  show();
  coursebookProgress.onChange(show);
}

if (window.coursebookProgress) {
  showParts();
}
[contents, outline, themeMenu].filter(Boolean).forEach(attend);
if (contents) {
  // The browser calls back when it has laid out the page. Measured here, the page would be laid out
  // now, and once more when the quizzes have got their forms.
  const laidOut = new ResizeObserver(() => {
    showCurrentEntry();
    laidOut.disconnect();
  });
  laidOut.observe(contents);
  contents.addEventListener("toggle", showCurrentEntry);
}
if (outline) {
  followReading();
}

/** Whether a key pressed here is meant as text. */
function isTyping(element) {
  return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

function onKeyInPage(event) {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isBehind = document.querySelector("dialog[open]");
  if (chord || (slash && !isBehind)) {
    event.preventDefault();
    if (!isBehind) {
      searchButton.click();
    }
  }
}

/** Opens the search and loads its script, which from then on attends to button and dialog. */
function loadSearch() {
  const dialog = document.getElementById("ui.search");
  dialog.showModal();
  const script = document.createElement("script");
  script.src = searchButton.dataset.searchScript;
  script.addEventListener("error", () => {
    dialog.querySelector("[role=status]").textContent = dialog.dataset.failed;
    searchButton.addEventListener("click", loadSearch, { once: true });
  });
  document.head.append(script);
}

const searchButton = document.querySelector("[data-search-script]");
if (searchButton) {
  searchButton.addEventListener("click", loadSearch, { once: true });
  // On the way down: a quiz keeps its keys from bubbling up, and search opens from there too.
  document.addEventListener("keydown", onKeyInPage, true);
}
