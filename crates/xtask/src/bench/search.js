/**
 * @file Asks the search a list of queries and prints where what they should find stands.
 *
 * `node search.js SITE QUERIES`, in the workspace's root. A line of the list is
 * `query => page | page`; sizes are those of gzip -6.
 */

const fs = require("fs");
const zlib = require("zlib");

const IN_VIEW = 8;
const [, , site, list] = process.argv;

globalThis.document = { documentElement: { lang: "en" } };
const parts = ["words", "index"].map((name) => fs.readFileSync(`theme/js/search/${name}.js`, "utf8"));
const { readIndex, search, shownOf } = new Function(`${parts.join("\n")}; return { readIndex, search, shownOf };`)();

const weigh = (name) => zlib.gzipSync(fs.readFileSync(`${site}/${name}`), { level: 6 }).length;
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const middle = (numbers) => sorted(numbers)[numbers.length >> 1];

let written = null;
new Function("COURSEBOOK_SEARCH", fs.readFileSync(`${site}/search-index.js`, "utf8"))((index) => (written = index));
const index = readIndex(written);
const own = weigh("search-index.js") + weigh(fs.readdirSync(site).find((name) => /^search-[0-9a-f]{8}\.js$/.test(name)));

const places = [];
const sizes = [];
const times = [];
for (const line of fs.readFileSync(list, "utf8").split("\n").filter((each) => each && !each.startsWith("#"))) {
  const [query, pages] = line.split(" => ");
  const started = performance.now();
  const shown = search(index, query).results.slice(0, 30).map((result) => shownOf(index, result));
  times.push(performance.now() - started);
  const place = shown.findIndex(({ path }) => pages.split(" | ").includes(path)) + 1;
  const scripts = new Set(shown.slice(0, IN_VIEW).map(({ script }) => script).filter(Boolean));
  sizes.push([...scripts].reduce((sum, script) => sum + weigh(script), own));
  places.push(place);
  if (place !== 1) {
    console.log(`${place || "not"} found: ${query}`);
  }
}
const within = (most) => places.filter((place) => place > 0 && place <= most).length;
const mean = places.reduce((sum, place) => sum + (place ? 1 / place : 0), 0) / places.length;
console.log(`${places.length} queries: first ${within(1)}, among three ${within(3)}, among five ${within(5)}; mean reciprocal rank ${mean.toFixed(3)}`);
console.log(`bytes to the first results with excerpts: ${middle(sizes)} mostly, ${Math.max(...sizes)} at most`);
console.log(`milliseconds for a query: ${middle(times).toFixed(1)} mostly, ${Math.max(...times).toFixed(1)} at most`);
