import { readBytes } from "../../../../server/http/request/read-body.ts";
import { replyEmpty } from "../../../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../../../server/http/serve.ts";
import { readAccountEvent, requireSignature } from "../../../../server/identity/logto/webhook.ts";
import { forgetTokensOf } from "../../../../server/identity/tokens/token-cache.ts";
import { endSessions, forgetAccount } from "../../../../server/operations.ts";

/** An event holds the account with the custom data that its operator keeps there, usually a few kilobytes. */
const mostBytes = 64_000;

// Logto's webhook. Only deleted or suspended accounts matter; every other event is acknowledged.
export const POST = withRequestLog("logtoWebhook", async (request) => {
  const signature = requireSignature(request.headers.get("logto-signature-sha-256"));
  const event = readAccountEvent(await readBytes(request, mostBytes), signature);
  if (event?.kind === "deleted") await forgetAccount(event.userId);
  if (event?.kind === "suspended") {
    forgetTokensOf(event.userId);
    await endSessions(event.userId, undefined);
  }
  return (requestId) => replyEmpty({ "X-Request-Id": requestId });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
