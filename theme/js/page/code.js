/**
 * @file Code: a button that copies it, and tabs where one thing stands in several languages.
 *
 * A part of the script `page.js`. Invariant: without it every block is there, one after the other,
 * with its name above it; on paper too.
 */

/** Which tabs were chosen, the last one first, parted by tabs. */
const TABS = localName("tabs");
const MOST_TABS = 12;

/** Copies a text; whether the browser lets the page do so. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    // Pages on disk may not have that clipboard in every browser.
    const field = make("textarea", { value: text, className: "announcements" });
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}

function addCopyButton(pre) {
  const button = make("button", { type: "button", className: "copy-button", textContent: say("copy") });
  button.addEventListener("click", async () => {
    const isCopied = await copyText(pre.querySelector("code").textContent.replace(/\n$/, ""));
    button.focus();
    button.textContent = isCopied ? say("copied") : say("copy");
    announce(say(isCopied ? "copied" : "copy_failed"));
    setTimeout(() => {
      button.textContent = say("copy");
    }, 2000);
  });
  // Without a file's name the caption of a tab is the tab.
  const name = pre.parentElement.matches(".code-figure") && pre.parentElement.querySelector("figcaption > span");
  const caption = name && name.parentElement;
  if (caption) {
    caption.append(button);
  } else {
    pre.append(button);
  }
}

/** Makes tabs of the figures of a group. */
class Tabs {
  constructor(group, number) {
    this.figures = all(".code-figure", group);
    this.panels = this.figures.map((figure) => {
      // A figure with a caption may have no role but its own.
      const panel = make("div", { className: "tab-panel" });
      figure.replaceWith(panel);
      panel.append(figure);
      return panel;
    });
    this.list = make("div", { className: "tab-list" });
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", say("tabs"));
    this.tabs = this.panels.map((panel, place) => this.tab(panel, this.names()[place], `ui.tab-${number}-${place}`));
    this.list.append(...this.tabs);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    group.prepend(this.list);
    group.classList.add("has-tabs");
  }

  tab(panel, name, id) {
    const tab = make("button", { type: "button", id, textContent: name });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `${id}-panel`);
    panel.id = `${id}-panel`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", id);
    tab.addEventListener("click", () => chooseTab(name, this));
    return tab;
  }

  names() {
    return this.figures.map(({ dataset }) => dataset.tab);
  }

  /** Shows the tab that stands first among the chosen ones, or the first. */
  show(chosen) {
    const names = this.names();
    const name = chosen.find((each) => names.includes(each)) || names[0];
    this.panels.forEach((panel, place) => {
      const isShown = names[place] === name;
      panel.hidden = !isShown;
      this.tabs[place].setAttribute("aria-selected", String(isShown));
      this.tabs[place].tabIndex = isShown ? 0 : -1;
    });
  }

  onKey(event) {
    const forward = document.documentElement.dir === "rtl" ? -1 : 1;
    const steps = { ArrowRight: forward, ArrowLeft: -forward, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const last = this.tabs.length - 1;
    const at = this.tabs.indexOf(document.activeElement) + step;
    const place = Number.isFinite(at) ? (at + last + 1) % (last + 1) : Math.max(0, Math.min(last, at));
    chooseTab(this.names()[place], this);
    this.tabs[place].focus();
  }
}

function chosenTabs() {
  return (withStorage((storage) => storage.getItem(TABS)) || "").split("\t").filter(Boolean);
}

/** Remembers a tab and shows it in all groups; the one that was used stays where it is. */
function chooseTab(name, used) {
  const chosen = [name, ...chosenTabs().filter((each) => each !== name)].slice(0, MOST_TABS);
  withStorage((storage) => storage.setItem(TABS, chosen.join("\t")));
  const before = used.list.getBoundingClientRect().top;
  tabGroups.forEach((group) => group.show(chosen));
  window.scrollBy(0, used.list.getBoundingClientRect().top - before);
}

all(".content pre.hl, .diagram-source").forEach(addCopyButton);
const tabGroups = all(".content .code-tabs").map((group, number) => new Tabs(group, number));
tabGroups.forEach((group) => group.show(chosenTabs()));
window.addEventListener("storage", ({ key }) => key === TABS && tabGroups.forEach((group) => group.show(chosenTabs())));
