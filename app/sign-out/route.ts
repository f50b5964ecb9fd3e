import { goTo } from "../../server/http/response/redirect.ts";
import { refuseOthers, withRequestLog } from "../../server/http/serve.ts";
import { requireSameOrigin } from "../../server/identity/authenticate.ts";
import { signOut } from "../../server/identity/web/sign-in.ts";

// A POST: link prefetching would follow a GET.
export const POST = withRequestLog("signOut", async (request) => {
  requireSameOrigin(request);
  const url = await signOut();
  return (requestId) => goTo(url, requestId, { clearsDevice: true });
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
