import { type ProgramLevel, programLevels } from "../../../contract/operations.ts";
import { env } from "../../../env.ts";
import { issuer } from "../logto/discovery.ts";

/** The MCP endpoint's URL, which is also the resource (audience) of its access tokens. */
export const mcpResource = () => `${env().APP_URL}/mcp`;

/**
 * What a client needs to know to get a token for the MCP endpoint.
 * @see RFC 9728 §2
 */
export function describeMcpResource() {
  const { APP_URL, LOGTO_MCP_SCOPES } = env();
  return {
    resource: mcpResource(),
    resource_name: "Agenda Assistant",
    authorization_servers: [issuer()],
    scopes_supported: ["openid", "offline_access", ...(LOGTO_MCP_SCOPES ?? [])],
    bearer_methods_supported: ["header"],
    resource_documentation: `${APP_URL}/connect`,
    resource_policy_uri: `${APP_URL}/privacy`,
  };
}

/**
 * The level that a token's scopes grant: the highest of those configured; undefined if it carries none of them.
 * @param scope the claim, words separated by spaces (RFC 9068 §2.2.3)
 */
export function levelOfScope(scope: unknown): ProgramLevel | undefined {
  const { LOGTO_MCP_SCOPES: names = [] } = env();
  const said = typeof scope === "string" ? scope.split(" ") : [];
  const levels = names.length === 2 ? (["reads", "writes"] as const) : programLevels;
  return levels.findLast((_, index) => said.includes(names[index] ?? ""));
}

/** Whether a request is addressed to our own host and does not come from another site's page. Guards against DNS rebinding. */
export function isMeantForUs(request: Request): boolean {
  const { APP_URL } = env();
  const origin = request.headers.get("origin");
  return request.headers.get("host") === new URL(APP_URL).host && (origin === null || origin === APP_URL);
}
