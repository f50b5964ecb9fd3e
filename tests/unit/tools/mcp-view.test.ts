import { expect, test } from "@playwright/test";
import { viewHtml } from "../../../server/mcp/view/view-html.ts";
import { buildView } from "../../../tools/mcp-view/build-view.ts";

// Node warns that the function which strips types is experimental.
const { emitWarning } = process;
test.beforeAll(() => {
  process.emitWarning = () => {};
});
test.afterAll(() => {
  process.emitWarning = emitWarning;
});

test("the built-in view is up to date with its source; otherwise: npm run view", () => {
  expect(viewHtml).toBe(buildView());
});
