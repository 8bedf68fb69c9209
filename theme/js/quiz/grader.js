/**
 * @file The grader and the review engine: `window.coursebookGrader`.
 *
 * A script of its own, which `quiz.js` loads when the focus first enters a question. The build puts two names
 * before it: `runtime`, the glue of the WebAssembly module, and `runtimeBytes`, which makes the
 * module; the glue calls `quizHost`.
 */

/** What the module leaves to the browser. */
const quizHost = {
  lower: (text) => text.toLowerCase(),

  matches(pattern, fold, text) {
    try {
      return new RegExp("^(?:" + pattern + ")$", fold ? "iu" : "u").test(text);
    } catch {
      return false;
    }
  },
};

/** The module's functions, once they run. */
window.coursebookGrader = () => runtime({ module_or_path: runtimeBytes() }).then(() => runtime);
