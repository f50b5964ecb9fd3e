import { Part } from "./step.tsx";
import { ValueRow } from "./value-row.tsx";

interface Props {
  readonly mcpUrl: string;
  /** Whether the bundled identity server is used: then nothing needs to be registered. */
  readonly isEmbedded: boolean;
}

/** What to register so that assistants can connect by MCP, and how to inspect what they see. */
export function McpSetup({ mcpUrl, isEmbedded }: Props) {
  return (
    <>
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
        <p className="try">
          <code>npm run setup:logto</code> does all of this, and <code>npm run doctor</code> says whether it is done. By
          hand:
        </p>
        <ol className="to-do">
          <li>
            <em>API resources › Create</em>: the identifier is the address above, letter by letter. It needs no
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
        id="mcp-inspector"
        name="Look at it as an assistant does"
        why={<p>The second one belongs to this project and signs in by itself.</p>}
      >
        <dl>
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
