import { defineConfig } from "@playwright/test";

// The rules alone: no build, no server, no browser.
export default defineConfig({
  testDir: ".",
  workers: 2,
  forbidOnly: true,
  reporter: "dot",
  outputDir: "../../test-results/unit",
});
