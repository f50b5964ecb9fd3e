import { builtFiles } from "../../server/http/built-files.ts";
import { withRequestLog } from "../../server/http/serve.ts";

export const dynamic = "force-dynamic";

/** What the service worker caches. A script, because a worker that imports it is replaced when it changes. */
export const GET = withRequestLog("builtFiles", async () => {
  const script = `self.builtFiles = ${JSON.stringify(await builtFiles())};\n`;
  return (requestId) =>
    new Response(script, {
      headers: {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": "no-cache",
        "X-Request-Id": requestId,
      },
    });
});
