/**
 * @file Runs before the page is painted: says that there is script, and sets how the reader wants
 * the page to look, so that nothing flashes.
 *
 * Invariant: whatever the storage does, the page is shown; only the values of `page/look.js` are
 * taken over.
 */

const { dataset } = document.documentElement;
dataset.js = "";
try {
  for (const [name, values] of Object.entries({ theme: "light dark sepia", size: "small large largest", width: "narrow wide" })) {
    const value = localStorage.getItem(`cb1:${name}`);
    if (value && values.split(" ").includes(value)) {
      dataset[name] = value;
    }
  }
} catch (error) {
  // Storage is blocked: the page looks as the system says.
}
