/**
 * @file How the reader wants the page to look: colours, size of letters, length of lines.
 *
 * A part of the script `page.js`; `early.js` sets the same before the page is painted. Invariant:
 * what is not chosen is as the system and the browser have it.
 */

const root = document.documentElement;
const themeMenu = document.getElementById("ui.theme-menu");
const LOOKS = ["theme", "size", "width"];

/** Shows a choice; "auto" or nothing is no choice. */
function showLook(name, value) {
  const choices = all(`input[name="${name}"]`, themeMenu);
  const chosen = choices.find((choice) => choice.value === value && value !== "auto");
  if (chosen) {
    root.dataset[name] = value;
  } else {
    delete root.dataset[name];
  }
  for (const choice of choices) {
    choice.checked = choice.value === (chosen ? value : "auto");
  }
}

/** Shows and remembers what the reader chose. */
function chooseLook({ target: { name, value } }) {
  showLook(name, value);
  withStorage((storage) => (value === "auto" ? storage.removeItem(`cb1:${name}`) : storage.setItem(`cb1:${name}`, value)));
}

if (themeMenu) {
  LOOKS.forEach((name) => showLook(name, root.dataset[name]));
  themeMenu.addEventListener("change", chooseLook);
  window.addEventListener("storage", ({ key, newValue }) => {
    LOOKS.filter((name) => key === `cb1:${name}`).forEach((name) => showLook(name, newValue));
  });
}
