import { openapiYaml } from "../../contract/openapi/openapi-yaml.ts";
import { withRequestLog } from "../../server/http/serve.ts";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";

export const dynamic = "force-dynamic";

/** Written once: it takes a tenth of a second of the processor, and anybody may ask for it. */
let written: string | undefined;

/** The description that a GPT imports, with this deployment's addresses. */
export const GET = withRequestLog("openapi", async () => {
  const { appUrl, endpoint } = connectionDetails();
  written ??= openapiYaml({ appUrl, logtoEndpoint: endpoint });
  const yaml = written;
  return (requestId) =>
    new Response(yaml, {
      headers: {
        "Content-Type": "application/yaml; charset=utf-8",
        "Cache-Control": "public, max-age=60",
        "X-Request-Id": requestId,
      },
    });
});
