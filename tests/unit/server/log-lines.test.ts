import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";

const source = (name: string) => JSON.stringify(path.resolve(import.meta.dirname, "../../../server", name));

/** What a separate program writes to a file or a pipe before it ends. */
async function run(program: string, to: "file" | "pipe"): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-log-"));
  const file = path.join(folder, "log");
  const output = openSync(file, "w");
  try {
    const text = `import { takeOverStreams, writeLine } from ${source("log-lines.ts")};\n${program}`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", text], {
      stdio: ["ignore", to === "file" ? output : "pipe", "ignore"],
    });
    let piped = "";
    child.stdout?.on("data", (chunk) => {
      piped += chunk;
    });
    await once(child, "close");
    return (to === "file" ? readFileSync(file, "utf8") : piped).split("\n").filter((line) => line !== "");
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

const lines = `for (let n = 0; n < 2_000; n++) writeLine("info", { n, text: "x".repeat(100) });`;
const ends = {
  "an error that nobody catches": "throw new Error('x');",
  "a rejection that nobody catches": "await Promise.reject(new Error('x'));",
  "process.exit": "process.exit(1);",
  "process.exit while a batch is being written": `setImmediate(() => { ${lines.replace("n = 0; n < 2_000", "n = 2_000; n < 2_100")} process.exit(1); });`,
  "SIGTERM, as the server takes it":
    "process.on('SIGTERM', () => process.exit(143)); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1_000);",
  "its last line": "",
};

for (const [what, end] of Object.entries(ends))
  test(`a process that ends by ${what} has written every line of its log`, async () => {
    for (const to of ["file", "pipe"] as const) {
      const written = (await run(`${lines}\n${end}`, to)).map((line) => (JSON.parse(line) as { n: number }).n);
      const count = end.includes("setImmediate") ? 2_100 : 2_000;
      expect(written.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    }
  });

test("other output to the standard streams becomes JSON lines without any user input", async () => {
  const forged = '{"level":"info","forged":true}';
  const said = [
    `console.error('Failed to find Server Action "Quittenmus". This request might be from an older deployment.')`,
    `console.warn("Failed to handle request for /callback?code=Quittenmus")`,
    `console.error(new Error("Quittenmus"))`,
    `console.log("\\x1b[31m⨯\\x1b[0m The requested resource isn't a valid image for /a\\n${forged.replaceAll('"', '\\"')}\\n")`,
    `console.log(${JSON.stringify(forged)})`,
    `console.error("")`,
  ];
  const written = await run(`takeOverStreams();\n${said.join(";\n")};`, "file");
  const told = written.map((line) => JSON.parse(line) as { from?: string; level: string; message: string });
  expect(told.map(({ level, from, message }) => [level, from, message])).toEqual([
    ["warn", "next", "Failed to find Server Action"],
    ["warn", "next", "Failed to handle request for"],
    ["warn", "next", "Error"],
    ["info", "next", "The requested resource isn"],
    ["info", "next", "level"],
  ]);
  expect(written.join()).not.toMatch(/Quittenmus|forged/);
});
