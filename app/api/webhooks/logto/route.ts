import { readBytes } from "../../../../server/http/read-body.ts";
import { replyEmpty } from "../../../../server/http/reply.ts";
import { answering, refuseOthers } from "../../../../server/http/serve.ts";
import { readDeletedUser } from "../../../../server/identity/webhook.ts";
import { forgetAccount } from "../../../../server/operations/index.ts";

// What Logto tells by itself. Only a deleted user concerns us; everything else is thanked for.
export const POST = answering("logtoWebhook", async (request) => {
  const userId = readDeletedUser(await readBytes(request), request.headers.get("logto-signature-sha-256"));
  if (userId) await forgetAccount(userId);
  return (requestId) => replyEmpty({ "X-Request-Id": requestId });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
