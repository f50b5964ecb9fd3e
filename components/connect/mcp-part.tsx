import { Part } from "./step.tsx";
import { ValueRow, WordRow } from "./value-row.tsx";

interface Props {
  readonly mcpUrl: string;
  /** The App ID of a public application for assistants that must be told one; absent where none is configured. */
  readonly mcpAppId: string | undefined;
  /** Whether the identity server is the one that comes with the agenda: nothing has to be registered there. */
  readonly isEmbedded: boolean;
}

/** The other door: what any assistant that speaks MCP has to be told, and what has to be registered for it. */
export function McpPart({ mcpUrl, mcpAppId, isEmbedded }: Props) {
  // Without a client of its own Claude Code brings its metadata document.
  const client = mcpAppId ? `--client-id ${mcpAppId} --callback-port 3003 ` : "";
  return (
    <>
      <Part
        id="mcp"
        name="Any other assistant, by MCP"
        why={
          <>
            <p>
              ChatGPT: at <code>chatgpt.com/plugins</code>, <em>+ › Add custom MCP server</em>, with OAuth. Where that
              is missing, first switch on <em>Settings › Security and login › Developer mode</em>.
            </p>
            <p>
              Claude: <em>Customize › Connectors › + › Add custom connector</em>; a client ID goes into{" "}
              <em>Advanced settings</em>.
            </p>
            <p>Then you sign in once, with the account you use here, and say that it may.</p>
          </>
        }
      >
        <dl>
          <ValueRow label="MCP address" value={mcpUrl} />
          {mcpAppId ? (
            <ValueRow label="OAuth client ID" value={mcpAppId} />
          ) : (
            <WordRow label="OAuth client ID">
              None, where the assistant brings its own by a metadata document (CIMD); otherwise that of the application
              you register below.
            </WordRow>
          )}
          <WordRow label="Client secret">None: it is a public client and uses PKCE.</WordRow>
        </dl>
      </Part>
      <Part
        id="mcp-logto"
        name="Register the address in Logto"
        why={
          <p>
            The resource makes Logto issue tokens that are for this address and for nothing else. A GPT’s token does not
            open this door, nor this door’s token the other.
          </p>
        }
      >
        {isEmbedded ? (
          <p className="try">The embedded sign-in server has done this by itself. With a Logto of your own:</p>
        ) : null}
        <ol className="to-do">
          <li>
            <em>API resources › Create</em>: the identifier is the MCP address above, letter by letter. It needs no
            permissions.
          </li>
          <li>
            Clients: switch on client ID metadata documents (<code>PATCH /api/configs/cimd</code> with{" "}
            <code>{'{"enabled": true}'}</code> in the Management API). Or register one: <em>Applications › Create</em>,
            type <em>Native</em>, with the callback addresses: ChatGPT shows one of its own for each plugin; Claude’s is{" "}
            <code>https://claude.ai/api/mcp/auth_callback</code>, Claude Code’s{" "}
            <code>http://localhost:3003/callback</code>, this project’s <code>http://127.0.0.1:3003/callback</code>.
          </li>
        </ol>
      </Part>
      <Part
        id="mcp-terminal"
        name="In a terminal"
        why={
          <p>
            After the first, <code>claude mcp login agenda</code> or <code>/mcp</code> signs you in. The inspector shows
            what an assistant sees. The last one belongs to this project and signs in by itself.
          </p>
        }
      >
        <dl>
          <ValueRow label="Claude Code" value={`claude mcp add --transport http ${client}agenda ${mcpUrl}`} />
          <ValueRow
            label="Inspector"
            value={`npx @modelcontextprotocol/inspector --cli ${mcpUrl} --transport http --method tools/list --header "Authorization: Bearer ACCESS-TOKEN"`}
          />
          <ValueRow label="From a clone" value="npm run mcp -- listItems" />
        </dl>
      </Part>
    </>
  );
}
