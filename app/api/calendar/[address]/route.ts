import { replyBody } from "../../../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { readSubscription } from "../../../../server/operations.ts";

// What calendar programs subscribe to. The address is the key: it is never logged, and nothing tells a wrong one from an ended one.
export const GET = withRequestLog("calendar", async (request, context) => {
  const { address } = await context.params;
  const { etag, text } = await readSubscription(String(address), request.headers.get("if-none-match"));
  return (requestId) =>
    replyBody(
      text,
      {
        ...(text !== null && { "Content-Type": "text/calendar; charset=utf-8" }),
        "Cache-Control": "private, no-cache",
        ETag: etag,
        "X-Request-Id": requestId,
        "X-Robots-Tag": "noindex",
      },
      text === null ? 304 : 200,
    );
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
