import { openFeed } from "../../../server/feed/hub.ts";
import { replyStream } from "../../../server/http/response/reply.ts";
import { refuseOthers, withRequestLog } from "../../../server/http/serve.ts";
import { requireWebSession } from "../../../server/identity/authenticate.ts";
import { getVersions } from "../../../server/operations.ts";

// `since` and Last-Event-ID are ignored: the first message always has the current rev, and the page requests what changed since
// its own.
export const GET = withRequestLog("feed", async (request, _context, note) => {
  const session = await requireWebSession(request);
  note({ door: "web" });
  const body = openFeed(session, await getVersions(session.userId));
  return (requestId) => replyStream(body, requestId);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
