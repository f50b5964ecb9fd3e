import { expect, test } from "@playwright/test";
import { hasWarning } from "../../../dev/build-app.ts";

const built = `   ▲ Next.js 16.4.6 (Turbopack)

   Creating an optimized production build ...
 ✓ Compiled successfully in 21.3s
   Skipping validation of types
 ✓ Generating static pages using 1 worker (6/6) in 1104ms`;

for (const warning of [
  " ⚠ Invalid next.config.js options detected: ",
  " ⚠ Warning: Next.js inferred your workspace root, but it may not be correct.",
  "Turbopack build encountered 1 warnings:",
  "(node:4711) ExperimentalWarning: Type Stripping is an experimental feature",
  "(node:4711) [DEP0205] DeprecationWarning: `module.register()` is deprecated.",
])
  test(`a build that says “${warning.trim().slice(0, 40)}…” has a warning`, () => {
    expect(hasWarning(built)).toBe(false);
    expect(hasWarning(`${built}\n${warning}`)).toBe(true);
  });

test("a CI machine without a build cache is no warning about the app", () => {
  expect(hasWarning(`⚠ No build cache found. Please configure build caching for faster rebuilds.\n${built}`)).toBe(
    false,
  );
});
