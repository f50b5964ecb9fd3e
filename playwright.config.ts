import { defineConfig } from "@playwright/test";
import "./tests/cheap-runner.ts";
import { launchOptions } from "./tools/chromium.ts";

const waiting = ["stalled-database.test.ts", "round-trips.test.ts"];

// One runner for all layers. tests/setup.ts starts the whole product once, as `npm start` does, and every layer uses it.
export default defineConfig({
  testDir: "tests",
  globalSetup: "./tests/setup.ts",
  // Much of the API tests waits: for processes to start, and for what is down to time out. What computes has two workers, and its time limits.
  workers: 4,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./tests/declared-problems.ts"], ["./tests/closing-line.ts"]],
  use: {
    launchOptions,
    trace: "off",
  },
  projects: [
    { name: "unit", testDir: "tests/unit", workers: 2 },
    // Behind a stalled database or a slow line one mostly waits, too.
    { name: "api", testDir: "tests", testMatch: ["api/**/*.test.ts", ...waiting.map((file) => `load/${file}`)] },
    // A browser gets a second try, and the last line says which test needed it (docs/decisions/0317).
    { name: "web", testDir: "tests/web", workers: 2, retries: 1 },
    // What needs the whole machine runs after the others, one at a time.
    {
      name: "load",
      testDir: "tests/load",
      testIgnore: waiting,
      dependencies: ["unit", "api", "web"],
      workers: 1,
    },
  ],
});
