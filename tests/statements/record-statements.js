// Preloaded into the app that the tests share (tests/setup.ts): writes down the text of each statement once, without its values.
import { appendFileSync } from "node:fs";
import pg from "pg";

const file = process.env.AGENDA_STATEMENTS;
// The launcher inherits this too; its migrations are nobody's calls.
if (file && process.env.AGENDA_LAUNCHER_PID === String(process.ppid)) {
  const known = new Set();
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (statement, ...rest) {
    const text = typeof statement === "string" ? statement : statement?.text;
    if (text && !known.has(text)) {
      known.add(text);
      appendFileSync(file, `${JSON.stringify(text)}\n`);
    }
    return query.call(this, statement, ...rest);
  };
}
