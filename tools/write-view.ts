// `npm run view`: builds the inline view that MCP hosts show, for the app to serve.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { buildView, writeModule } from "./mcp-view/build-view.ts";

const file = path.resolve(import.meta.dirname, "../server/mcp/view/view-html.ts");
const html = buildView();
writeFileSync(file, writeModule(html));
console.log(`server/mcp/view/view-html.ts written: ${Buffer.byteLength(html)} bytes of HTML.`);
