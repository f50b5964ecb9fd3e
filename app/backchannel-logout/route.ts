import { readForm } from "../../server/http/request/read-form.ts";
import { reply } from "../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../server/http/serve.ts";
import { readLogoutToken } from "../../server/identity/tokens/logout-token.ts";
import { endSessions } from "../../server/operations.ts";

export const POST = withRequestLog("backchannelLogout", async (request) => {
  const form = await readForm(request);
  const { userId, sid } = await readLogoutToken(form.get("logout_token") ?? "");
  await endSessions(userId, sid);
  return () => reply(200, {});
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
