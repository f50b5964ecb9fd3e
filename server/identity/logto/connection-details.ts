import { env } from "../../../env.ts";
import { mcpResource } from "../tokens/mcp-resource.ts";

/** What someone who configures a GPT needs to know about this deployment. Not secret. */
interface ConnectionDetails {
  /** Where people open the agenda; an origin. */
  readonly appUrl: string;
  /** Logto's address; an origin. */
  readonly endpoint: string;
  /** The App ID of the GPT's application in Logto; the first, if there are several. */
  readonly gptAppId: string;
  /** The address for assistants that speak MCP. */
  readonly mcpUrl: string;
  /** The App ID of a public application, for MCP clients that need to be given one. */
  readonly mcpAppId: string | undefined;
  /** Whether the bundled identity server is used: then nothing needs to be registered. */
  readonly isEmbedded: boolean;
}

/**
 * Reads the configuration on every call: none of it may be baked into a build.
 * @throws EnvError if the configuration is incomplete
 */
export function connectionDetails(): ConnectionDetails {
  const { APP_URL, LOGTO_ENDPOINT, LOGTO_GPT_APP_ID, LOGTO_MCP_APP_ID, EMBEDDED_IDENTITY } = env();
  return {
    appUrl: APP_URL,
    endpoint: LOGTO_ENDPOINT,
    gptAppId: LOGTO_GPT_APP_ID[0] ?? "",
    mcpUrl: mcpResource(),
    mcpAppId: LOGTO_MCP_APP_ID,
    isEmbedded: EMBEDDED_IDENTITY !== undefined,
  };
}
