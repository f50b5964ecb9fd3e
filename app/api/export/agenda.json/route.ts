import { download } from "../../../../server/http/response/download.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { authenticateBrowser } from "../../../../server/identity/authenticate.ts";
import { exportJson } from "../../../../server/operations.ts";

// A file, not an operation: only a browser can save it, and it is not offered to programs (docs/decisions/0163).
export const GET = withRequestLog("exportJson", async (request, _context, note) => {
  const caller = await authenticateBrowser(request);
  note({ door: "web" });
  const pieces = exportJson(caller);
  return (requestId) => download(pieces, { name: "agenda.json", type: "application/json" }, requestId);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
