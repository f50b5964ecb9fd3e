import { ImportDone, ImportPreview, ImportProgress } from "../../../contract/operations/calendar-import.ts";
import { requireKeyInHeader } from "../../../server/http/idempotency-key.ts";
import { readFile } from "../../../server/http/read-file.ts";
import { reply } from "../../../server/http/reply.ts";
import { answering, refuseOthers } from "../../../server/http/serve.ts";
import { requireSameOrigin, requireWebSession } from "../../../server/identity/authenticate.ts";
import { importCalendar, importProgress, previewImport } from "../../../server/operations.ts";

// The body is the file itself, larger than any other; so it is no operation, and no program is told of it (docs/decisions/0164).
export const POST = answering("importCalendar", async (request, _context, note) => {
  const { userId } = await requireWebSession(request);
  requireSameOrigin(request);
  note({ door: "web" });
  const caller = { userId, door: "web" } as const;
  const idempotencyKey = requireKeyInHeader(request);
  const bytes = await readFile(request);
  const confirm = new URL(request.url).searchParams.get("confirm");
  const answer =
    confirm === null
      ? ImportPreview.parse(await previewImport(caller, bytes))
      : ImportDone.parse(await importCalendar(caller, bytes, { confirm, idempotencyKey }));
  return (requestId) => reply(200, answer, { "X-Request-Id": requestId });
});
// How far it is, asked by the page while it waits.
export const GET = answering("importProgress", async (request, _context, note) => {
  const { userId } = await requireWebSession(request);
  note({ door: "web" });
  const answer = ImportProgress.parse(importProgress({ userId, door: "web" }));
  return (requestId) => reply(200, answer, { "X-Request-Id": requestId });
});
export const { PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET", "POST");
