/**
 * @file What each page does for reading offline: names the web app, and attends to a saved edition.
 *
 * The last part of the script `page.js`; the build puts `offlineName` before it. Invariant: a reader
 * who has not saved the book loads nothing for it. From disk there is neither, and a browser would
 * complain of the manifest.
 */

/** A link of the head that only a site on a server can have. */
function linkTo(rel, path) {
  document.head.append(Object.assign(document.createElement("link"), { rel, href: root.dataset.root + path }));
}

const appIcon = document.querySelector("meta[name=coursebook-app]");
if (/^http/.test(location.protocol) && appIcon) {
  linkTo("manifest", "site.webmanifest");
  linkTo("apple-touch-icon", appIcon.content);
}
if (document.querySelector("[data-offline]") || (navigator.serviceWorker && navigator.serviceWorker.controller)) {
  document.head.append(Object.assign(document.createElement("script"), { src: root.dataset.root + offlineName }));
}
