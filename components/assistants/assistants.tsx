"use client";
import { CircleAlert, Plus } from "lucide-react";
import Link from "next/link";
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

/** Whether the server said that it did nothing. */
const isRefusal = ({ status }: ApiError) => status >= 400 && status < 500;

/** Which programs use the agenda, and what each may do. What is chosen holds at once: there is nothing to save. */
export function Assistants({ initial, timeZone, writing, nowMs: renderedMs }: Props) {
  const [known, setKnown] = useState(initial);
  /** What was asked for and is not answered yet, in order, drawn as if it were. */
  const [asked, setAsked] = useState<readonly Sent<"updateAssistant">[]>([]);
  const [failure, setFailure] = useState<string>();
  /** One after the other, in the order of the clicks: none is lost while another is under way. */
  const turn = useRef<Promise<void>>(Promise.resolve());
  const { said, say } = useAnnouncer();
  const today = wallOf(useNow(renderedMs), timeZone).date;
  const reading = useMemo(() => ({ timeZone, today, ...writing }), [timeZone, today, writing]);
  const names = useMemo(() => namesOf(known.assistants), [known.assistants]);

  function update(patch: Sent<"updateAssistant">, done: string) {
    setAsked((others) => [...others, patch]);
    turn.current = turn.current.catch(() => undefined).then(() => send(patch, done));
  }
  async function send(patch: Sent<"updateAssistant">, done: string) {
    setFailure(undefined);
    try {
      const { revoked, ...next } = await call("updateAssistant", patch);
      setKnown(next);
      say(revoked === false ? `${done} At the sign-in server its permission stays until it ends by itself.` : done);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (isRefusal(thrown)) setFailure(`${thrown.message} Nothing was changed: what stands here holds.`);
      else await lookAgain();
    } finally {
      setAsked((others) => others.filter((each) => each !== patch));
    }
  }
  /** The answer was lost, or only half of it failed: what holds is what the server says now. */
  async function lookAgain() {
    try {
      setKnown(await call("listAssistants", {}));
      setFailure("There was no clear answer. What stands here now is what holds.");
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(
        "There was no clear answer, so this may have been changed or not. Load the page again to see what holds.",
      );
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
          <h1 className="page-name">Assistants</h1>
          <p className="page-sum">Who may open this agenda, and what each may do in it.</p>
          {known.waiting > 0 && (
            <p className="assistants-waiting">
              <Link className="link" href="/assistants/proposals" prefetch={false}>
                {known.waiting === 1 ? "1 proposal waits for you" : `${known.waiting} proposals wait for you`}
              </Link>
            </p>
          )}
          <Link className="button" href="/connect" prefetch={false}>
            <Plus className="icon" aria-hidden="true" />
            Connect another
          </Link>
        </header>
        {failure && (
          <p className="banner is-error" role="alert">
            <CircleAlert className="icon" aria-hidden="true" />
            <span>{failure}</span>
          </p>
        )}
        {shown.length === 0 && (
          <p className="assistant">No program has used this agenda yet. Once one has, it stands here.</p>
        )}
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
            <h2 id="new-ones">New ones</h2>
            <p>What a program may do that was never here before.</p>
          </header>
          <div className="assistant-may">
            <LevelChoice
              legend="What a new one may do"
              value={newPrograms}
              onChoose={(level) => update({ newPrograms: level }, "Chosen for new ones.")}
            />
          </div>
          {newPrograms === "writes" && (
            <LimitSwitches
              value={{ deletes: newDeletes, changesSeries: newChangesSeries, outsideHours: newOutsideHours }}
              onChange={(limit, isAllowed) => update({ [newOf[limit]]: isAllowed }, "Chosen for new ones.")}
            />
          )}
          <HiddenTags
            name="a new one"
            hidden={newHiddenTags}
            tags={known.tags}
            onChange={(hidden) => update({ newHiddenTags: [...hidden] }, "Chosen for new ones.")}
          />
        </section>
        <p className="sr-only" role="status">
          {said}
        </p>
      </main>
    </ReaderProvider>
  );
}
