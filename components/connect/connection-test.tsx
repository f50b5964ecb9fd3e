import { useTranslations } from "next-intl";
import { ago } from "../time/clock-words.ts";
import { LookAgain } from "./look-again.tsx";
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

const doors = { gpt: "A GPT’s action", mcp: "By MCP" } as const;

/** Whether an assistant's calls arrive, and how they ended. */
export function ConnectionTest({ calls, nowMs }: ConnectionTestProps) {
  const t = useTranslations();
  return (
    <Part
      id="connection-test"
      name="The last calls in your name"
      why={
        <p>
          Kept in memory, without what was said in them, and forgotten when the server restarts. A call that is refused
          before it is known whose it is shows in the server’s log only.
        </p>
      }
    >
      {calls === null ? (
        <p className="try">Sign in to see the calls that arrive in your name.</p>
      ) : (
        <>
          <div aria-live="polite">
            {calls.length === 0 && (
              <p className="try">
                None has arrived at this server yet. Ask your assistant <q>What is on my agenda today?</q>, then look
                again.
              </p>
            )}
            <dl>
              {calls.map(({ door, operation, atMs, problem }) => (
                <WordRow key={door} label={doors[door]}>
                  <code>{operation}</code> {problem ? `refused: ${problem}` : "answered"}, {ago(atMs, nowMs, t)}
                </WordRow>
              ))}
            </dl>
          </div>
          <LookAgain />
        </>
      )}
    </Part>
  );
}
