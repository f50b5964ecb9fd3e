import { openapiYaml } from "../../contract/openapi/openapi-yaml.ts";
import { withRequestLog } from "../../server/http/serve.ts";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";

export const dynamic = "force-dynamic";

/** The description that a GPT imports, with this deployment's addresses. */
export const GET = withRequestLog("openapi", async () => {
  const { appUrl, endpoint } = connectionDetails();
  const yaml = openapiYaml({ appUrl, logtoEndpoint: endpoint });
  return (requestId) =>
    new Response(yaml, {
      headers: {
        "Content-Type": "application/yaml; charset=utf-8",
        "Cache-Control": "public, max-age=60",
        "X-Request-Id": requestId,
      },
    });
});
