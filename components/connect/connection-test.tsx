import { useTranslations } from "next-intl";
import { ago } from "../time/clock-words.ts";
import { LookAgain } from "./look-again.tsx";
import { marks } from "./marks.tsx";
import { Part } from "./step.tsx";
import { WordRow } from "./value-row.tsx";

interface Call {
  readonly door: "gpt" | "mcp";
  readonly operation: string;
  readonly atMs: number;
  readonly problem?: string;
}
export interface ConnectionTestProps {
  /** The visitor's own last calls by assistants; null if nobody is signed in. */
  readonly calls: readonly Call[] | null;
  readonly nowMs: number;
}

/** Whether an assistant's calls arrive, and how they ended. */
export function ConnectionTest({ calls, nowMs }: ConnectionTestProps) {
  const t = useTranslations();
  return (
    <Part id="connection-test" name={t("connect.lastCalls")} why={<p>{t("connect.lastCallsWhy")}</p>}>
      {calls === null ? (
        <p className="try">{t("connect.signInForCalls")}</p>
      ) : (
        <>
          <div aria-live="polite">
            {calls.length === 0 && <p className="try">{t.rich("connect.noCalls", marks)}</p>}
            <dl>
              {calls.map(({ door, operation, atMs, problem }) => (
                <WordRow key={door} label={t("connect.door", { door })}>
                  {t.rich("connect.call", {
                    ...marks,
                    operation,
                    ending: problem ? "refused" : "answered",
                    problem: problem ?? "",
                    ago: ago(atMs, nowMs, t),
                  })}
                </WordRow>
              ))}
            </dl>
          </div>
          <LookAgain words={t("connect.lookAgain")} />
        </>
      )}
    </Part>
  );
}
