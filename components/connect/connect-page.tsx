import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { AssistantWays } from "./assistant-ways.tsx";
import { ConnectionTest, type ConnectionTestProps } from "./connection-test.tsx";
import { CopyButton } from "./copy-button.tsx";
import "./connect.css";
import { GptSetup, type GptSetupProps } from "./gpt-setup.tsx";
import { McpSetup } from "./mcp-setup.tsx";
import { findObstacle } from "./obstacle.ts";
import { ObstacleWarning } from "./obstacle-warning.tsx";
import { Breakable, ValueRow } from "./value-row.tsx";

interface Props extends GptSetupProps, ConnectionTestProps {
  readonly mcpUrl: string;
  /** The App ID of a public application for assistants that need to be given one; absent if none is configured. */
  readonly mcpAppId: string | undefined;
}

/** How to connect an assistant; what only operators need is collapsed. */
export function ConnectPage(props: Props) {
  const { appUrl, endpoint, mcpUrl, mcpAppId, calls, nowMs } = props;
  const obstacle = findObstacle(appUrl, endpoint);
  return (
    <div className="spread">
      <main id="main" className="connect">
        <header className="page-head">
          <h1 className="page-name">Connect an assistant</h1>
          <p className="page-sum">
            Copy the address, give it to your assistant, sign in once with the account you use here.
          </p>
        </header>
        {obstacle && obstacle.kind !== "apart" && <ObstacleWarning obstacle={obstacle} />}
        <section aria-labelledby="address-name">
          <h2 className="address-label" id="address-name">
            The address of your agenda
          </h2>
          <p className="address">
            <code>
              <Breakable text={mcpUrl} />
            </code>
            <CopyButton value={mcpUrl} what="the address" isMain />
          </p>
          {mcpAppId && (
            <dl>
              <ValueRow label="If it asks for a client ID" value={mcpAppId} />
            </dl>
          )}
        </section>
        <AssistantWays mcpUrl={mcpUrl} mcpAppId={mcpAppId} />
        <p className="try">
          Then ask it: <q>What is on my agenda today?</q> What it writes appears in{" "}
          <a className="link" href="/">
            your agenda
          </a>{" "}
          at once, in its own ink, and can be taken back.
        </p>
        <ForOperators name="Set up a GPT" holds="schema, OAuth, callbacks, instructions">
          <GptSetup {...props} />
        </ForOperators>
        <ForOperators name="Let assistants in by MCP" holds="Logto’s API resource, clients, inspector">
          <McpSetup {...props} />
        </ForOperators>
        <ForOperators name="Test the connection" holds="the last calls that arrived">
          <ConnectionTest calls={calls} nowMs={nowMs} />
        </ForOperators>
      </main>
    </div>
  );
}

function ForOperators({ name, holds, children }: { name: string; holds: string; children: ReactNode }) {
  return (
    <details className="for-operators">
      <summary>
        <ChevronDown className="icon" aria-hidden="true" />
        {name} (for whoever runs this server)
        <small>{holds}</small>
      </summary>
      {children}
    </details>
  );
}
