import { expect, test } from "@playwright/test";
import { viewHtml } from "../../../server/mcp/view/view-html.ts";
import { buildView } from "../../../tools/mcp-view/build-view.ts";

test("the built-in view is up to date with its source; otherwise: npm run view", () => {
  expect(viewHtml).toBe(buildView());
});
