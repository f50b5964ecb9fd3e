import { ImportDone, ImportPreview, ImportProgress } from "../../../contract/operations/calendar-import.ts";
import { requireKeyInHeader } from "../../../server/http/request/idempotency-key.ts";
import { readFile } from "../../../server/http/request/read-upload.ts";
import { reply } from "../../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../../server/http/serve.ts";
import { authenticateBrowser } from "../../../server/identity/authenticate.ts";
import { importCalendar, importProgress, previewImport } from "../../../server/operations.ts";

// The body is the file itself, larger than any other; so this is not an operation and not offered to programs
// (docs/decisions/0164).
export const POST = withRequestLog("importCalendar", async (request, _context, note) => {
  const caller = await authenticateBrowser(request);
  note({ door: "web", language: caller.language, t: caller.t });
  const idempotencyKey = requireKeyInHeader(request);
  const receive = (signal: AbortSignal) => readFile(request, signal);
  const confirm = new URL(request.url).searchParams.get("confirm");
  const answer =
    confirm === null
      ? ImportPreview.parse(await previewImport(caller, receive))
      : ImportDone.parse(await importCalendar(caller, receive, { confirm, idempotencyKey }));
  return (requestId) => reply(200, answer, { "X-Request-Id": requestId });
});
// Progress, polled by the page while it waits.
export const GET = withRequestLog("importProgress", async (request, _context, note) => {
  const caller = await authenticateBrowser(request);
  note({ door: "web" });
  const answer = ImportProgress.parse(importProgress(caller));
  return (requestId) => reply(200, answer, { "X-Request-Id": requestId });
});
export const { PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET", "POST");
