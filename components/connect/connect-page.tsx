import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Answer } from "../sync/api-client.ts";
import { authorOf } from "../sync/mark-words.ts";
import { ago } from "../time/clock-words.ts";
import { AssistantWays } from "./assistant-ways.tsx";
import { AwaitCall } from "./await-call.tsx";
import { ConnectionTest, type ConnectionTestProps } from "./connection-test.tsx";
import { CopyButton } from "./copy-button.tsx";
import "./connect.css";
import { GptSetup, type GptSetupProps } from "./gpt-setup.tsx";
import { marks } from "./marks.tsx";
import { McpSetup } from "./mcp-setup.tsx";
import { findObstacle } from "./obstacle.ts";
import { ObstacleWarning } from "./obstacle-warning.tsx";
import { Breakable, ValueRow } from "./value-row.tsx";

type Assistant = Answer<"listAssistants">["assistants"][number];

interface Props extends GptSetupProps, ConnectionTestProps {
  readonly mcpUrl: string;
  /** The App ID of a public application for assistants that need to be given one; absent if none is configured. */
  readonly mcpAppId: string | undefined;
  /** Those that have used the agenda, the last first; absent if that is not known or nobody is signed in. */
  readonly assistants: readonly Assistant[] | undefined;
}

/** How to connect an assistant; what only operators need is collapsed. */
export function ConnectPage(props: Props) {
  const t = useTranslations();
  const { appUrl, endpoint, mcpUrl, mcpAppId, calls, nowMs, assistants } = props;
  const obstacle = findObstacle(appUrl, endpoint);
  return (
    <div className="spread">
      <main id="main" className="connect">
        <header className="page-head">
          <h1 className="page-name">{t("connect.title")}</h1>
          <p className="page-sum">{t("connect.sum")}</p>
        </header>
        {obstacle && obstacle.kind !== "apart" && <ObstacleWarning obstacle={obstacle} />}
        <section aria-labelledby="address-name">
          <h2 className="address-label" id="address-name">
            {t("connect.address")}
          </h2>
          <p className="address">
            <code>
              <Breakable text={mcpUrl} />
            </code>
            <CopyButton value={mcpUrl} what={t("connect.theAddress")} isMain />
          </p>
          {mcpAppId && (
            <dl>
              <ValueRow label={t("connect.askClientId")} value={mcpAppId} />
            </dl>
          )}
        </section>
        <AssistantWays mcpUrl={mcpUrl} mcpAppId={mcpAppId} />
        <p className="try">
          {t.rich("connect.try", {
            ...marks,
            link: (words) => (
              <a className="link" href="/">
                {words}
              </a>
            ),
          })}
        </p>
        {assistants && <LastAssistant last={assistants[0]} nowMs={nowMs} />}
        <ForOperators name={t("connect.setUpGpt")} holds={t("connect.setUpGptHolds")}>
          <GptSetup {...props} />
        </ForOperators>
        <ForOperators name={t("connect.byMcp")} holds={t("connect.byMcpHolds")}>
          <McpSetup {...props} />
        </ForOperators>
        <ForOperators name={t("connect.test")} holds={t("connect.testHolds")}>
          <ConnectionTest calls={calls} nowMs={nowMs} />
        </ForOperators>
      </main>
    </div>
  );
}

/** Whether one has called yet, kept up to date while one sets the first one up. */
function LastAssistant({ last, nowMs }: { last: Assistant | undefined; nowMs: number }) {
  const t = useTranslations();
  return (
    <p className={`waiting-call ${last ? "has-called" : ""}`} role="status">
      {last
        ? t("connect.lastAssistant", {
            name: authorOf({ door: last.door, ...(last.name !== undefined && { programName: last.name }) }, t),
            ago: ago(Date.parse(last.lastUsed), nowMs, t),
          })
        : t("connect.waitingForCall")}
      <AwaitCall lastUsed={last?.lastUsed} />
    </p>
  );
}

function ForOperators({ name, holds, children }: { name: string; holds: string; children: ReactNode }) {
  const t = useTranslations();
  return (
    <details className="for-operators">
      <summary>
        <ChevronDown className="icon" aria-hidden="true" />
        {t("connect.operators", { name })}
        <small>{holds}</small>
      </summary>
      {children}
    </details>
  );
}
