// `npm run soak`: many people read and write for ten minutes, with open pages and MCP calls; then 2,000 pages are open. Memory and
// times go into bench/SOAK.md. `--minutes 3` for less; all of it takes two minutes longer. The load is our own: autocannon repeats
// requests, while these people follow what they wrote, hold pages open and keep MCP sessions.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { reservePort } from "../../dev/ports.ts";
import { describeMachine } from "../bench/machine.ts";
import { type Parts, startParts } from "../bench/parts.ts";
import { runManyFeeds } from "./many-feeds.ts";
import { watchMemory } from "./memory.ts";
import { runMixedLoad } from "./mixed-load.ts";
import { mcpTokensOf, openPages, signInMany } from "./signed-in.ts";
import { describeSoak } from "./soak-report.ts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1 && minutes <= 60)) {
  console.error("--minutes takes 1 to 60.");
  process.exit(1);
}
const signedIn = 100;
const people = 24;
const pagesOfEach = 8;
/** Until caches are full and everything is compiled. */
const warmUpMinutes = Math.min(2, minutes / 3);

const parts = await startParts("soak");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => parts.stop().then(() => process.exit(1)));
try {
  const { isWell, text } = await soak(parts);
  writeFileSync(path.resolve(import.meta.dirname, "../../bench/SOAK.md"), text);
  console.log(text);
  process.exitCode = isWell ? 0 : 1;
} finally {
  await parts.stop();
}
process.exit(); // leftovers of two thousand connections keep nobody waiting

async function soak(parts: Parts) {
  const machine = describeMachine();
  const inspector = await reservePort(47_012, "127.0.0.1");
  await inspector.release();
  const app = await parts.startInstance({ nodeOptions: `--inspect=127.0.0.1:${inspector.port}` });
  console.log(`Signing ${signedIn} people in …`);
  const all = await signInMany(parts, signedIn);
  const few = all.slice(0, people);
  const [mcpTokens, opened] = [await mcpTokensOf(parts, few), await openPages(app, few, pagesOfEach)];
  const participants = few.map((each, n) => ({ ...each, mcpToken: mcpTokens[n] ?? "", pages: opened[n] ?? [] }));
  console.log(`${people} people for ${minutes} minutes …`);
  const endWatching = watchMemory(app, inspector.port);
  const mixed = await runMixedLoad(app, participants, { minutes, mcpUrl: parts.mcp.url });
  const memory = await endWatching();
  for (const page of participants.flatMap(({ pages }) => pages)) page.close();
  console.log("2,000 open pages …");
  const feeds = await runManyFeeds(app, all);
  await app.stop();
  return describeSoak({
    ...{ minutes, warmUpMinutes, people, machine, mixed, memory, feeds },
    pages: people * pagesOfEach,
  });
}
