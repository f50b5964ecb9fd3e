import { openapiYaml } from "../../contract/openapi-yaml.ts";
import { connectionDetails } from "../../server/identity/connection.ts";

export const dynamic = "force-dynamic";

/** The description that a GPT imports, with this deployment's own addresses. */
export function GET() {
  const { appUrl, endpoint } = connectionDetails();
  const yaml = openapiYaml({ appUrl, logtoEndpoint: endpoint });
  return new Response(yaml, {
    headers: { "Content-Type": "application/yaml; charset=utf-8", "Cache-Control": "public, max-age=60" },
  });
}
