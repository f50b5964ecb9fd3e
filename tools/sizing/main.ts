// `npm run sizing -- 10000 1000000`: what N people need, by tools/sizing/needs.ts.
import { habits, needsOf } from "./needs.ts";

const asked = process.argv.slice(2).map(Number);
const people = asked.length > 0 ? asked : [1e4, 1e6, 1e8];
if (people.some((count) => !(count >= 1))) {
  console.error("How many people? Numbers, such as 10000.");
  process.exit(1);
}

const round = (value: number) => Number(value.toPrecision(2)).toLocaleString("en");
const endless = (value: number) => (Number.isFinite(value) ? round(value) : "too many");
const rows: readonly [string, (count: number) => string][] = [
  ["reads and pages a second", (count) => round(needsOf(count).readsPerSecond)],
  ["writes a second", (count) => round(needsOf(count).writesPerSecond)],
  ["reminders a second", (count) => round(needsOf(count).remindersPerSecond)],
  ["open pages", (count) => round(needsOf(count).openPages)],
  ["processes of the app, hints by NOTIFY", (count) => endless(needsOf(count).processes)],
  ["processes of the app, hints by NATS", (count) => endless(needsOf(count, "NATS").processes)],
  ["cores for the app, hints by NATS", (count) => round(needsOf(count, "NATS").appCores)],
  ["GB of memory for the app, hints by NATS", (count) => round(needsOf(count, "NATS").memoryBytes / 1e9)],
  ["cores for the database, hints by NATS", (count) => round(needsOf(count, "NATS").databaseCores)],
  ["of which for writes", (count) => round(needsOf(count).writeCores)],
  ["of which for every process's turn of reminders", (count) => round(needsOf(count, "NATS").turnCores)],
  ["core-hours a month, sized for the busiest minute", (count) => round(needsOf(count, "NATS").coreHoursAMonth.had)],
  ["core-hours a month, used", (count) => round(needsOf(count, "NATS").coreHoursAMonth.used)],
  [`GB after ${habits.years} years`, (count) => round(needsOf(count).diskBytes / 1e9)],
];
console.log(`| in the busiest minute, people: | ${people.map((count) => count.toLocaleString("en")).join(" | ")} |`);
console.log(`| --- |${people.map(() => " ---: |").join("")}`);
for (const [name, say] of rows) console.log(`| ${name} | ${people.map((count) => say(count)).join(" | ")} |`);
