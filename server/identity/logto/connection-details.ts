import { env } from "../../../env.ts";
import { mcpResource } from "../tokens/mcp-resource.ts";

/** What whoever configures a GPT must know of this deployment. Nothing in it is secret. */
export interface ConnectionDetails {
  /** Where people open the agenda; an origin. */
  readonly appUrl: string;
  /** Logto's address; an origin. */
  readonly endpoint: string;
  /** The App ID of the GPT's application in Logto; the first, when there are several. */
  readonly gptAppId: string;
  /** Where assistants that speak MCP are sent. */
  readonly mcpUrl: string;
  /** The App ID of a public application for those of them that must be told one. */
  readonly mcpAppId: string | undefined;
  /** Whether people sign in at the server that comes with the agenda: nothing has to be registered there. */
  readonly isEmbedded: boolean;
}

/**
 * Reads them from the configuration, on each call: nothing of it may be frozen into a build.
 * @throws EnvError when the configuration is incomplete
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
