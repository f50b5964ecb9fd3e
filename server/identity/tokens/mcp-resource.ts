import { env } from "../../../env.ts";
import { issuer } from "../logto/discovery.ts";

/** The MCP endpoint's URL, which is also the resource (audience) of its access tokens. */
export const mcpResource = () => `${env().APP_URL}/mcp`;

/**
 * What a client needs to know to get a token for the MCP endpoint.
 * @see RFC 9728 §2
 */
export function describeMcpResource() {
  const { APP_URL } = env();
  return {
    resource: mcpResource(),
    resource_name: "Agenda Assistant",
    authorization_servers: [issuer()],
    scopes_supported: ["openid", "offline_access"],
    bearer_methods_supported: ["header"],
    resource_documentation: `${APP_URL}/connect`,
    resource_policy_uri: `${APP_URL}/privacy`,
  };
}

/** Whether a request is addressed to our own host and does not come from another site's page. Guards against DNS rebinding. */
export function isMeantForUs(request: Request): boolean {
  const { APP_URL } = env();
  const origin = request.headers.get("origin");
  return request.headers.get("host") === new URL(APP_URL).host && (origin === null || origin === APP_URL);
}
