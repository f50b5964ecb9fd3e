import { goTo } from "../../server/http/redirect.ts";
import { answering, refuseOthers } from "../../server/http/serve.ts";
import { signOut } from "../../server/identity/sign-in.ts";
import { requireSameOrigin } from "../../server/identity/who-is-asking.ts";

// A POST: a GET would be followed by whoever prefetches links.
export const POST = answering("signOut", async (request) => {
  requireSameOrigin(request);
  const url = await signOut();
  return (requestId) => goTo(url, requestId);
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("POST");
