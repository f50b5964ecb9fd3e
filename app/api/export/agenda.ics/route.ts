import { download } from "../../../../server/http/response/download.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { authenticateBrowser } from "../../../../server/identity/authenticate.ts";
import { exportCalendar } from "../../../../server/operations.ts";

// A file, not an operation: only a browser can save it, and it is not offered to programs (docs/decisions/0163).
export const GET = withRequestLog("exportCalendar", async (request, _context, note) => {
  const caller = await authenticateBrowser(request);
  note({ door: "web" });
  const pieces = exportCalendar(caller);
  return (requestId) => download(pieces, { name: "agenda.ics", type: "text/calendar; charset=utf-8" }, requestId);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
