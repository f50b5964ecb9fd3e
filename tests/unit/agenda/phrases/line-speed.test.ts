import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { cpuMs } from "../../cpu-ms.ts";
import { read } from "./lines.ts";

const table = readFileSync(path.join(import.meta.dirname, "lines.test.ts"), "utf8");
const lines = [...table.matchAll(/^ {2}\["((?:[^"\\]|\\.)+)",? ?/gm)].map(
  ([, line]) => JSON.parse(`"${line}"`) as string,
);

test("a keystroke is parsed within a frame on a processor six times slower", () => {
  expect(lines.length).toBeGreaterThan(100);
  const keystrokesOf = (line: string) => Array.from({ length: line.length }, (_, end) => line.slice(0, end + 1));
  const keystrokes = lines.flatMap(keystrokesOf).filter((_, index) => index % 6 === 0);
  const readAll = () => keystrokes.map((words) => read(words));
  for (const line of lines) read(line);
  // Some kernels count CPU time in milliseconds: measure whole lines, several times over.
  const whole = lines.map((line) => cpuMs(() => Array.from({ length: 3 }, () => read(line))) / 3).sort((a, b) => a - b);
  const at = (part: number) => whole[Math.floor((whole.length - 1) * part)] ?? Number.NaN;
  const mean = cpuMs(readAll) / keystrokes.length;
  const description = `a keystroke ${mean.toFixed(2)} ms; whole lines: median ${at(0.5).toFixed(2)}, p95 ${at(0.95).toFixed(2)} ms`;
  test.info().annotations.push({ type: "measured", description });
  expect(mean * 6).toBeLessThan(16);
  expect(at(0.95) * 6).toBeLessThan(16);
});
