"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { type Answer, ApiError, call, type Sent } from "../sync/api-client.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { useNow } from "../time/use-now.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type Assistant, namesOf } from "./assistant-names.ts";
import { AssistantSection } from "./assistant-section.tsx";
import { HiddenTags, type TagChange, withTag } from "./hidden-tags.tsx";
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

/** A change to send, or that of one tag. */
interface Request {
  readonly patch: Sent<"updateAssistant">;
  readonly change: TagChange | undefined;
}

/** All tags to hide, from those hidden now: another tab may have changed them, or the change before may have been refused. */
function hidingOf(
  { program }: Request["patch"],
  change: TagChange,
  { assistants, newHiddenTags }: Answer<"listAssistants">,
): Request["patch"] {
  if (program === undefined) return { newHiddenTags: withTag(newHiddenTags, change) };
  const hidden = assistants.find((each) => each.program === program)?.hiddenTags ?? [];
  return { program, hiddenTags: withTag(hidden, change) };
}

const withTags = (hidden: readonly string[], requests: readonly Request[]): readonly string[] =>
  requests.reduce((tags, { change }) => (change ? withTag(tags, change) : tags), hidden);

/** Whether the server says it did nothing. */
const isRefusal = ({ status }: ApiError) => status >= 400 && status < 500;

/** Programs that use the agenda, and what each may do. Choices apply immediately: there is nothing to save. */
export function Assistants({ initial, timeZone, writing, nowMs: renderedMs }: Props) {
  const t = useTranslations();
  const [known, setKnown] = useState(initial);
  /** Requests not answered yet, in order, shown optimistically. */
  const [asked, setAsked] = useState<readonly Request[]>([]);
  const [failure, setFailure] = useState<string>();
  /** One at a time, in click order: none is lost while another is pending. */
  const turn = useRef<Promise<void>>(Promise.resolve());
  const { said, say } = useAnnouncer();
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  const names = useMemo(() => namesOf(known.assistants, t), [known.assistants, t]);

  function update(patch: Sent<"updateAssistant">, done: string, change?: TagChange) {
    const request = { patch, change };
    setAsked((others) => [...others, request]);
    turn.current = turn.current.catch(() => undefined).then(() => send(request, done));
  }
  async function send(request: Request, done: string) {
    const { patch, change } = request;
    setFailure(undefined);
    try {
      const sent = change ? hidingOf(patch, change, await call("listAssistants", {})) : patch;
      const { revoked, ...next } = await call("updateAssistant", sent);
      setKnown(next);
      say(revoked === false ? t("assistants.staysAtServer", { done }) : done);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (isRefusal(thrown)) setFailure(t("assistants.nothingChanged", { why: thrown.message }));
      else await lookAgain();
    } finally {
      setAsked((others) => others.filter((each) => each !== request));
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
    const own = asked.filter(({ patch }) => patch.program === each.program);
    const patches = own.map(({ patch: { connected: _, ...patch } }) => patch);
    return Object.assign({}, each, ...patches, { hiddenTags: withTags(each.hiddenTags, own) });
  });
  const ofNew = asked.filter(({ patch }) => patch.program === undefined);
  const next: typeof known = Object.assign({}, known, ...ofNew.map(({ patch }) => patch), {
    newHiddenTags: withTags(known.newHiddenTags, ofNew),
  });
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
        {failure && <ErrorBanner>{failure}</ErrorBanner>}
        {shown.length === 0 && <p className="assistant">{t("assistants.none")}</p>}
        {shown.map((assistant) => (
          <AssistantSection
            key={assistant.program}
            assistant={assistant}
            called={names.get(assistant.program) ?? { name: assistant.program }}
            tags={known.tags}
            isBusy={asked.length > 0}
            onChange={(next, done, change) => update({ program: assistant.program, ...next }, done, change)}
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
            onChange={(change) => update({}, t("assistants.newChosen"), change)}
          />
        </section>
        <p className="sr-only" role="status">
          {said}
        </p>
      </main>
    </ReaderProvider>
  );
}
