import { download } from "../../../../server/http/response/download.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { requireWebSession } from "../../../../server/identity/authenticate.ts";
import { exportCalendar } from "../../../../server/operations.ts";

// A file, not an operation: only a browser can save it, and it is not offered to programs (docs/decisions/0163).
export const GET = withRequestLog("exportCalendar", async (request, _context, note) => {
  const { userId } = await requireWebSession(request);
  note({ door: "web" });
  const pieces = exportCalendar({ userId, door: "web" });
  return (requestId) => download(pieces, { name: "agenda.ics", type: "text/calendar; charset=utf-8" }, requestId);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
