import path from "node:path";

// Like dev/run.js, for the runner's processes and all that they start.
process.env.NODE_COMPILE_CACHE ??= path.resolve(import.meta.dirname, "../node_modules/.cache/node");

/*
 * Playwright records where each expectation and fixture was called, and maps every frame of that stack from compiled code to the source
 * each time. That was a quarter of the unit tests' cost. The same frames recur, so each is mapped once.
 */
const translate = Error.prepareStackTrace;
if (translate) {
  const known = new Map<string, string>();
  const blank = new Error();
  const blankLength = translate(blank, []).length;
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => {
      const key = String(frame);
      const line = known.get(key) ?? translate(blank, [frame]).slice(blankLength);
      known.set(key, line);
      return line;
    });
    return translate(error, []) + lines.join("");
  };
}
