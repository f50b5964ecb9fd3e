import path from "node:path";

// As dev/run.js does, for the runner's processes and all that they start.
process.env.NODE_COMPILE_CACHE ??= path.resolve(import.meta.dirname, "../node_modules/.cache/node");

/*
 * Playwright notes where each expectation and each fixture was called, and translates every frame of that stack from compiled code to the source
 * anew. It was a quarter of what unit tests cost. The same frames come again and again, so each is translated once.
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
