import { ArrowUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import { marks } from "./marks.tsx";

/** Three assistants with three steps each, using the vendors' own menu names. */
export function AssistantWays({ mcpUrl, mcpAppId }: { mcpUrl: string; mcpAppId: string | undefined }) {
  const t = useTranslations();
  // Without a client of its own, Claude Code uses its metadata document.
  const client = mcpAppId ? `--client-id ${mcpAppId} --callback-port 3003 ` : "";
  const command = `claude mcp add --transport http ${client}agenda ${mcpUrl}`;
  return (
    <div className="ways">
      <Way
        name="ChatGPT"
        plans={t("connect.chatgptPlans")}
        href="https://chatgpt.com/plugins"
        steps={[t.rich("connect.chatgptOpen", marks), t.rich("connect.chatgptPaste", marks), t("connect.allow")]}
      />
      <Way
        name="Claude"
        plans={t("connect.claudePlans")}
        href="https://claude.ai/settings/connectors"
        steps={[
          t.rich("connect.claudeOpen", marks),
          mcpAppId ? t.rich("connect.claudeNameId", marks) : t("connect.claudeName"),
          t.rich("connect.claudeConnect", marks),
        ]}
      />
      <Way
        name={t("connect.another")}
        plans={t("connect.anotherPlans")}
        steps={[
          <>
            {t("connect.claudeCode")}
            <span className="command">
              <code>{command}</code>
              <CopyButton value={command} what={t("connect.theCommand")} />
            </span>
          </>,
          t("connect.others"),
          t.rich("connect.browserOpens", marks),
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
  const t = useTranslations();
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
          {t.rich("connect.openWay", {
            name,
            more: (words) => (
              <>
                <ArrowUpRight className="icon" aria-hidden="true" />
                <span className="sr-only">{words}</span>
              </>
            ),
          })}
        </a>
      )}
    </section>
  );
}
