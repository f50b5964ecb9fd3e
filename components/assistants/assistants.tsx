"use client";
import { CircleAlert, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { type Answer, ApiError, call, type Sent } from "../sync/api-client.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type Assistant, namesOf } from "./assistant-names.ts";
import { AssistantSection } from "./assistant-section.tsx";
import { HiddenTags } from "./hidden-tags.tsx";
import { LevelChoice } from "./level-choice.tsx";
import { LimitSwitches } from "./limit-switches.tsx";
import "./assistants.css";

interface Props {
  readonly initial: Answer<"listAssistants">;
  readonly timeZone: string;
  readonly writing: ReaderFormats;
  readonly nowMs: number;
}

const newOf = { deletes: "newDeletes", changesSeries: "newChangesSeries", outsideHours: "newOutsideHours" } as const;

/** Whether the server says it did nothing. */
const isRefusal = ({ status }: ApiError) => status >= 400 && status < 500;

/** Programs that use the agenda, and what each may do. Choices apply immediately: there is nothing to save. */
export function Assistants({ initial, timeZone, writing, nowMs: renderedMs }: Props) {
  const t = useTranslations();
  const [known, setKnown] = useState(initial);
  /** Requests not answered yet, in order, shown optimistically. */
  const [asked, setAsked] = useState<readonly Sent<"updateAssistant">[]>([]);
  const [failure, setFailure] = useState<string>();
  /** One at a time, in click order: none is lost while another is pending. */
  const turn = useRef<Promise<void>>(Promise.resolve());
  const { said, say } = useAnnouncer();
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  const names = useMemo(() => namesOf(known.assistants, t), [known.assistants, t]);

  function update(patch: Sent<"updateAssistant">, done: string) {
    setAsked((others) => [...others, patch]);
    turn.current = turn.current.catch(() => undefined).then(() => send(patch, done));
  }
  async function send(patch: Sent<"updateAssistant">, done: string) {
    setFailure(undefined);
    try {
      const { revoked, ...next } = await call("updateAssistant", patch);
      setKnown(next);
      say(revoked === false ? t("assistants.staysAtServer", { done }) : done);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (isRefusal(thrown)) setFailure(t("assistants.nothingChanged", { why: thrown.message }));
      else await lookAgain();
    } finally {
      setAsked((others) => others.filter((each) => each !== patch));
    }
  }
  /** The answer was lost, or only half failed: the server's current state decides. */
  async function lookAgain() {
    try {
      setKnown(await call("listAssistants", {}));
      setFailure(t("assistants.lookedAgain"));
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(t("assistants.unclear"));
    }
  }
  const shown = known.assistants.map((each): Assistant => {
    const own = asked.filter(({ program }) => program === each.program);
    return Object.assign({}, each, ...own.map(({ connected: _, ...patch }) => patch));
  });
  const next: typeof known = Object.assign({}, known, ...asked);
  const { newPrograms, newDeletes, newChangesSeries, newOutsideHours, newHiddenTags } = next;
  return (
    <ReaderProvider value={reading}>
      <main id="main" className="assistants">
        <header className="page-head">
          <h1 className="page-name">{t("assistants.title")}</h1>
          <p className="page-sum">{t("assistants.sum")}</p>
          {known.waiting > 0 && (
            <p className="assistants-waiting">
              <Link className="link" href="/assistants/proposals" prefetch={false}>
                {t("assistants.waiting", { count: known.waiting })}
              </Link>
            </p>
          )}
          <Link className="button" href="/connect" prefetch={false}>
            <Plus className="icon" aria-hidden="true" />
            {t("assistants.connect")}
          </Link>
        </header>
        {failure && (
          <p className="banner is-error" role="alert">
            <CircleAlert className="icon" aria-hidden="true" />
            <span>{failure}</span>
          </p>
        )}
        {shown.length === 0 && <p className="assistant">{t("assistants.none")}</p>}
        {shown.map((assistant) => (
          <AssistantSection
            key={assistant.program}
            assistant={assistant}
            called={names.get(assistant.program) ?? { name: assistant.program }}
            tags={known.tags}
            isBusy={asked.length > 0}
            onChange={(next, done) => update({ program: assistant.program, ...next }, done)}
          />
        ))}
        <section className="assistant" aria-labelledby="new-ones">
          <header className="assistant-head">
            <h2 id="new-ones">{t("assistants.newOnes")}</h2>
            <p>{t("assistants.newMeaning")}</p>
          </header>
          <div className="assistant-may">
            <LevelChoice
              legend={t("assistants.newMay")}
              value={newPrograms}
              onChoose={(level) => update({ newPrograms: level }, t("assistants.newChosen"))}
            />
          </div>
          {newPrograms === "writes" && (
            <LimitSwitches
              value={{ deletes: newDeletes, changesSeries: newChangesSeries, outsideHours: newOutsideHours }}
              onChange={(limit, isAllowed) => update({ [newOf[limit]]: isAllowed }, t("assistants.newChosen"))}
            />
          )}
          <HiddenTags
            name={t("assistants.aNewOne")}
            hidden={newHiddenTags}
            tags={known.tags}
            onChange={(hidden) => update({ newHiddenTags: [...hidden] }, t("assistants.newChosen"))}
          />
        </section>
        <p className="sr-only" role="status">
          {said}
        </p>
      </main>
    </ReaderProvider>
  );
}
