/**
 * @file Runs before the page is painted: says that there is script, and sets the reader's theme.
 *
 * Invariant: whatever the storage does, the page is shown.
 */

const { dataset } = document.documentElement;
dataset.js = "";
try {
  const theme = localStorage.getItem("cb1:theme");
  if (theme === "light" || theme === "dark") {
    dataset.theme = theme;
  }
} catch (error) {
  // Storage is blocked: the system's theme it is.
}
