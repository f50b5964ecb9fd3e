import { cookies } from "next/headers";
import { goTo } from "../../server/http/response/redirect.ts";
import { withRequestLog } from "../../server/http/serve.ts";
import { takeReturn } from "../../server/identity/web/return-path.ts";
import { finishSignIn } from "../../server/identity/web/sign-in.ts";
import { learnTimeZone } from "../../server/operations.ts";

export const GET = withRequestLog("callback", async (request, _context, note) => {
  const finish = await finishSignIn(new URL(request.url).searchParams);
  if ("failure" in finish) {
    const { failure, cause } = finish;
    note({ problem: failure, ...(cause && { cause }) });
    return (requestId) => goTo(`/sign-in-failed?reason=${failure}`, requestId);
  }
  note({ door: finish.caller.door });
  const told = (await cookies()).get("browser-time-zone")?.value;
  // A failure here must not break the sign-in: the page offers the browser's zone later.
  await learnTimeZone(finish.caller, told).catch(() => {});
  const path = await takeReturn();
  return (requestId) => goTo(path, requestId, { clearsDevice: true });
});
