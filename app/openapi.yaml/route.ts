import { openapiYaml } from "../../contract/openapi/openapi-yaml.ts";
import { withRequestLog } from "../../server/http/serve.ts";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";

export const dynamic = "force-dynamic";

/** Generated once: it takes 80 ms of CPU, and the route is public. */
let generated: string | undefined;

/** The description that a GPT imports, with this deployment's addresses. */
export const GET = withRequestLog("openapi", async () => {
  const { appUrl, endpoint } = connectionDetails();
  generated ??= openapiYaml({ appUrl, logtoEndpoint: endpoint });
  const yaml = generated;
  return (requestId) =>
    new Response(yaml, {
      headers: {
        "Content-Type": "application/yaml; charset=utf-8",
        "Cache-Control": "public, max-age=60",
        "X-Request-Id": requestId,
      },
    });
});
