import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** Three assistants with three steps each, using the vendors' own menu names. */
export function AssistantWays({ mcpUrl, mcpAppId }: { mcpUrl: string; mcpAppId: string | undefined }) {
  // Without a client of its own, Claude Code uses its metadata document.
  const client = mcpAppId ? `--client-id ${mcpAppId} --callback-port 3003 ` : "";
  const command = `claude mcp add --transport http ${client}agenda ${mcpUrl}`;
  return (
    <div className="ways">
      <Way
        name="ChatGPT"
        plans="Plus, Pro, Business; in a browser"
        href="https://chatgpt.com/plugins"
        steps={[
          <>
            Open <code>chatgpt.com/plugins</code> and choose <em>+ › Add custom MCP server</em>. Where that is missing,
            first switch on <em>Settings › Security and login › Developer mode</em>.
          </>,
          <>
            Paste the address; choose <em>OAuth</em>.
          </>,
          "Sign in here when it asks, and allow it.",
        ]}
      />
      <Way
        name="Claude"
        plans="Pro, Max, Team; web and app"
        href="https://claude.ai/settings/connectors"
        steps={[
          <>
            Open <em>Customize › Connectors</em> and choose <em>+ › Add custom connector</em>.
          </>,
          <>
            Name it Agenda and paste the address
            {mcpAppId && (
              <>
                ; the client ID goes into <em>Advanced settings</em>
              </>
            )}
            .
          </>,
          <>
            Choose <em>Connect</em>, sign in here, and allow it.
          </>,
        ]}
      />
      <Way
        name="Another, or a terminal"
        plans="Anything that speaks MCP"
        steps={[
          <>
            Claude Code:
            <span className="command">
              <code>{command}</code>
              <CopyButton value={command} what="the command" />
            </span>
          </>,
          "Others: add a server with the address above. It finds the sign-in by itself.",
          <>
            Sign in here when the browser opens; in Claude Code by <code>/mcp</code>.
          </>,
        ]}
      />
    </div>
  );
}

interface WayProps {
  readonly name: string;
  readonly plans: string;
  readonly href?: string;
  readonly steps: readonly ReactNode[];
}

function Way({ name, plans, href, steps }: WayProps) {
  return (
    <section className="way" aria-label={name}>
      <h2>{name}</h2>
      <p>{plans}</p>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one way never move
          <li key={index}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      {href && (
        <a className="button" href={href} target="_blank" rel="noreferrer">
          Open {name}
          <ArrowUpRight className="icon" aria-hidden="true" />
          <span className="sr-only"> in a new tab</span>
        </a>
      )}
    </section>
  );
}
