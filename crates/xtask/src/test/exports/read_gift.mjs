/**
 * @file Reads a GIFT file with npm's package `gift-pegjs`, and prints how many questions there are.
 *
 * Arguments: the package's folder, the file.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, file] = process.argv.slice(2);
const { parse } = createRequire(`${folder}/`)("gift-pegjs");
const questions = parse(readFileSync(file, "utf8")).filter(({ type }) => type !== "Category");
if (questions.some(({ stem, title }) => !title || !stem.text.trim())) {
  throw new Error("a question has no name or asks nothing");
}
console.log(questions.length);
