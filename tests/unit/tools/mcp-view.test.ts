import { expect, test } from "@playwright/test";
import { viewHtml } from "../../../server/mcp/view/view-html.ts";
import { buildView } from "../../../tools/mcp-view/build-view.ts";

test("the view that the app carries is the one that its source makes; otherwise: npm run view", () => {
  expect(viewHtml).toBe(buildView());
});
