import { reply } from "../http/response/reply.ts";
import { withRequestLog } from "../http/serve.ts";
import { describeMcpResource } from "../identity/tokens/mcp-resource.ts";

/**
 * Tells clients where to get a token for the MCP endpoint. Readable by pages of any site: it contains no personal data. @see
 * RFC 9728 §3
 */
export const protectedResource = withRequestLog("protectedResource", async () => {
  const headers = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
  return (requestId) => reply(200, describeMcpResource(), { ...headers, "X-Request-Id": requestId });
});
