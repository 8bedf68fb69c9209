/**
 * @file On the page for what is not there: a search for the words of the address.
 *
 * A part of the script `page.js`, after `page.js` itself. Invariant: the address enters the page as
 * text only.
 */

/** The words of an address in the site that may tell what was looked for. */
function wordsOfAddress() {
  const start = root.dataset.root.length;
  try {
    const path = decodeURIComponent(location.pathname).slice(start).replace(/\.\w+$/, "");
    return path.split(/[^\p{L}\p{N}]+/u).filter((word) => /\p{L}{3}/u.test(word) && word !== "index").slice(-4);
  } catch (error) {
    return [];
  }
}

const lost = document.querySelector("[data-lost]");
const guess = lost && searchButton ? wordsOfAddress().join(" ") : "";
if (guess) {
  const [button] = lost.children;
  button.textContent += ` “${guess}”`;
  button.addEventListener("click", () => {
    document.querySelector(".search input").value = guess;
    searchButton.click();
  });
  lost.hidden = false;
}
