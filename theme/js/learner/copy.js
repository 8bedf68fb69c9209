/**
 * @file A copy of progress as text: `packed` makes a short one, `readCopy` reads what comes in.
 *
 * A part of the scripts `learner.js` and `stock.js`. A copy is a JSON object of storage keys and
 * texts, or the same compressed, after a sign that names format and version. Invariant: what is not
 * a whole copy of this book's progress, in a format that is known, is refused before anything of it
 * is used; sizes are bounded, also while it is unpacked.
 */

/** In bytes, packed or not: twice what a browser lets one site store. */
const LONGEST = 10 * 1024 * 1024;
const MOST_ENTRIES = 200000;
/** Before compressed text: the format and its version. */
const SIGN = /^coursebook(\d{1,6}):([^]*)$/;
const VERSION = 1;
/** The version of the storage keys that this page knows. */
const KEY = /^cb(\d{1,6}):([^:]*):/;

/** Why a copy is refused: the key of a text, and what is named in it. */
class Refusal extends Error {
  constructor(key, values = {}) {
    super(key);
    Object.assign(this, { key, values });
  }
}

/** A copy as text that can be pasted: compressed, where the browser can. */
async function packed(entries) {
  const text = JSON.stringify(Object.fromEntries(entries));
  try {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return `coursebook${VERSION}:${base64Url(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
  } catch {
    return text;
  }
}

/** The entries of a copy, as pairs of storage key and text. Throws a `Refusal`. */
async function readCopy(text) {
  if (text.length > LONGEST) {
    throw new Refusal("import_too_large");
  }
  const [, version, body] = SIGN.exec(text.trim()) || [];
  if (version && Number(version) > VERSION) {
    throw new Refusal("import_newer");
  }
  return entriesOf(version ? await unpacked(body) : text);
}

/** The same of a file, which is not even opened if it is too large. */
async function readCopyFile(file) {
  if (file.size > LONGEST) {
    throw new Refusal("import_too_large");
  }
  return readCopy(await file.text());
}

function base64Url(bytes) {
  let letters = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function bytesOf(letters) {
  const standard = letters.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(standard), (letter) => letter.charCodeAt(0));
}

/** The text in a compressed copy. Mail and messengers may have broken it into lines. */
async function unpacked(body) {
  if (!window.DecompressionStream) {
    throw new Refusal("import_cannot_unpack");
  }
  try {
    const bytes = bytesOf(body.replace(/\s+/g, ""));
    return await inflated(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("import_broken");
  }
}

/** A few letters can unpack to more than memory holds: reading stops at the bound. */
async function inflated(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [text, size] = ["", 0];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LONGEST) {
      reader.cancel().catch(() => {});
      throw new Refusal("import_too_large");
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** The entries of the JSON text of a copy. */
function entriesOf(text) {
  const copy = parsed(text);
  if (copy === null || typeof copy !== "object" || Array.isArray(copy)) {
    throw new Refusal("import_broken");
  }
  const entries = Object.entries(copy);
  if (entries.length > MOST_ENTRIES) {
    throw new Refusal("import_too_many");
  }
  const keys = entries.map(([key]) => KEY.exec(key)).filter(Boolean);
  if (keys.some(([, version]) => Number(version) > 1)) {
    throw new Refusal("import_newer");
  }
  const own = entries.filter(([key, value]) => key.startsWith(`cb1:${book}:`) && typeof value === "string");
  if (own.length === 0) {
    throw keys.length > 0 ? new Refusal("import_other_book", { book: keys[0][2].slice(0, 80) }) : new Refusal("import_broken");
  }
  return own;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

