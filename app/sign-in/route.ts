import { goTo } from "../../server/http/response/redirect.ts";
import { withRequestLog } from "../../server/http/serve.ts";
import { rememberReturn } from "../../server/identity/web/return-path.ts";
import { startSignIn } from "../../server/identity/web/sign-in.ts";

export const GET = withRequestLog("signIn", async (request, _context, note) => {
  await rememberReturn(request.headers.get("referer"));
  const start = await startSignIn();
  if ("url" in start) return (requestId) => goTo(start.url, requestId);
  const { failure, cause } = start;
  note({ problem: failure, ...(cause && { cause }) });
  return (requestId) => goTo(`/sign-in-failed?reason=${failure}`, requestId);
});
