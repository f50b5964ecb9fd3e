// `npm run rehearse`: what takes too long for npm test, each with what it needs; a table of results.
import { rehearseDeploy } from "./deploy-rehearsal.ts";
import { growth } from "./growth.ts";
import { rehearseImage } from "./image.ts";
import type { Rehearsed } from "./rehearsed.ts";

const rehearsals: Readonly<Record<string, () => Promise<Rehearsed>>> = {
  deploy: rehearseDeploy,
  image: rehearseImage,
  ...growth,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(rehearsals, name));
if (unknown) {
  console.error(`There is no rehearsal ${unknown}. There are: ${Object.keys(rehearsals).join(", ")}`);
  process.exit(2);
}
const rows: string[] = [];
for (const [name, rehearse] of Object.entries(rehearsals)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedMs = performance.now();
  const told = await rehearse().then(
    (rehearsed) => `passed   ${rehearsed.told}`,
    (error: Error) => {
      process.exitCode = 1;
      return `FAILED   ${error.message}`;
    },
  );
  rows.push(`${name.padEnd(10)} ${((performance.now() - startedMs) / 1_000).toFixed(0).padStart(4)} s  ${told}`);
}
console.log(rows.join("\n"));
