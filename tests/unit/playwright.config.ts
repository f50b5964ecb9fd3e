import "../cheap-runner.ts";
import { defineConfig } from "@playwright/test";

// Frames of Playwright itself are in no stack that it shows: not even translated. (In a browser test they name the call that failed.)
const translate = Error.prepareStackTrace;
if (translate) {
  const own = /[/\\]node_modules[/\\]playwright(-core)?[/\\]/;
  Error.prepareStackTrace = (error, frames) =>
    translate(
      error,
      frames.filter((frame) => !own.test(frame.getFileName() ?? "")),
    );
}

// A worker tells of each expectation and hook as it begins and as it ends: 27,000 messages, of which dots show nothing.
const send = process.send?.bind(process);
if (send) {
  const isStep = ({ params }: { params?: { method?: string } }) => /^step(Begin|End)$/.test(params?.method ?? "");
  process.send = ((message: object, ...rest: []) => isStep(message) || send(message, ...rest)) as typeof send;
}

// Unit tests only: no build, no server, no browser.
export default defineConfig({
  testDir: ".",
  workers: 3,
  forbidOnly: true,
  reporter: "dot",
  // Those that mostly wait, for processes and for time to pass, come first and leave a worker to those that compute.
  projects: [
    { name: "waiting", testMatch: ["operate/**/*.test.ts", "server/**/*.test.ts"], workers: 2 },
    { name: "computing", testIgnore: ["operate/**", "server/**"] },
  ],
  outputDir: "../../test-results/unit",
});
