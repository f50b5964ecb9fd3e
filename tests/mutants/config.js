// What `npm run mutants` mutates, and the unit tests that must notice. The only list of these files.
const groups = {
  history: {
    mutate: [
      "agenda/history/before-and-after.ts",
      "agenda/history/change-words.ts",
      "agenda/history/fresh-marks.ts",
      "agenda/history/undo-parts.ts",
      "agenda/history/undo-plan.ts",
      "agenda/history/undone-changes.ts",
    ],
    testFiles: [
      "tests/unit/agenda/history/before-and-after.test.ts",
      "tests/unit/agenda/history/change-words.test.ts",
      "tests/unit/agenda/history/fresh-marks.test.ts",
      "tests/unit/agenda/history/undo-plan.test.ts",
      "tests/unit/agenda/history/undone-changes.test.ts",
      "tests/unit/agenda/series/exception-words.test.ts",
    ],
  },
  series: {
    mutate: [
      "agenda/series/occurrences.ts",
      "agenda/series/series-edits.ts",
      "agenda/series/series-patches.ts",
      "agenda/series/series-scopes.ts",
      "agenda/series/series.ts",
      "agenda/series/stored-series.ts",
    ],
    testFiles: [
      "tests/unit/agenda/series/bounds.test.ts",
      "tests/unit/agenda/series/end-time-zone.test.ts",
      "tests/unit/agenda/series/exception-words.test.ts",
      "tests/unit/agenda/series/occurrence-pages.test.ts",
      "tests/unit/agenda/series/occurrences.test.ts",
      "tests/unit/agenda/series/stored-series.test.ts",
      "tests/unit/agenda/series/series-edits.test.ts",
      "tests/unit/agenda/series/series-patches.test.ts",
      "tests/unit/agenda/series/series-scopes.test.ts",
    ],
  },
  conflicts: {
    mutate: [
      "agenda/planning/busy-span.ts",
      "agenda/planning/conflicts.ts",
      "agenda/planning/find-conflicts.ts",
      "agenda/planning/series-times.ts",
    ],
    testFiles: [
      "tests/unit/agenda/planning/busy-span.test.ts",
      "tests/unit/agenda/planning/conflicts.test.ts",
      "tests/unit/agenda/planning/find-conflicts.test.ts",
    ],
  },
  imports: {
    mutate: ["agenda/icalendar/read/import-plan.ts"],
    testFiles: ["tests/unit/agenda/icalendar/import-plan.test.ts"],
  },
  page: {
    mutate: [
      "components/sync/entry-key.ts",
      "components/sync/loaded-window.ts",
      "components/sync/pending-writes.ts",
      "components/sync/item-write-queue.ts",
      "components/sync/undo-changes.ts",
    ],
    testFiles: [
      "tests/unit/components/sync/loaded-window.test.ts",
      "tests/unit/components/sync/pending-writes.test.ts",
      "tests/unit/components/sync/item-write-queue.test.ts",
      "tests/unit/components/sync/undo-changes.test.ts",
    ],
  },
  feed: {
    mutate: ["components/sync/shared-stream.ts", "components/sync/event-stream.ts"],
    testFiles: ["tests/unit/components/sync/shared-stream.test.ts", "tests/unit/components/sync/event-stream.test.ts"],
  },
};

// MUTANTS="history page" selects some of them; otherwise all.
const names = process.env.MUTANTS?.split(" ") ?? Object.keys(groups);
const chosen = names.map((name) => groups[name]);

export default {
  mutate: chosen.flatMap(({ mutate }) => mutate),
  testFiles: chosen.flatMap(({ testFiles }) => testFiles),
  testRunner: "unit",
  plugins: ["./tests/mutants/runner.ts"],
  coverageAnalysis: "perTest",
  // Code that runs at module load (tables of constants) needs a process and all tests for each mutant: only on request.
  ignoreStatic: process.env.MUTANTS_STATIC === undefined,
  concurrency: 1,
  timeoutMS: 2000,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  tempDirName: ".stryker-tmp",
  cleanTempDir: "always",
  ignorePatterns: [".next", ".stryker-tmp", ".data", "test-results", "playwright-report", "bench", "docs", "public"],
  // Stryker rewrites it through the API of TypeScript before 7; Node needs none.
  tsconfigFile: "none",
};
