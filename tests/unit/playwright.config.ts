import "../cheap-runner.ts";
import { defineConfig } from "@playwright/test";

// Unit tests only: no build, no server, no browser.
export default defineConfig({
  testDir: ".",
  workers: 2,
  forbidOnly: true,
  reporter: "dot",
  outputDir: "../../test-results/unit",
});
