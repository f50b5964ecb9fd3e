import { replyBody } from "../../../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { readSubscription } from "../../../../server/operations.ts";

// The subscription endpoint for calendar programs. The address is a secret: never logged, and a wrong one looks like a revoked
// one.
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
