import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { PenIcon } from "../controls/pen-mark.tsx";
import type { Sent } from "../sync/api-client.ts";
import { dayAndMonth } from "../time/date-names.ts";
import { momentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Assistant, AssistantName } from "./assistant-names.ts";
import { HiddenTags } from "./hidden-tags.tsx";
import { LevelChoice } from "./level-choice.tsx";
import { type Limit, LimitSwitches } from "./limit-switches.tsx";

export type AssistantPatch = Pick<Sent<"updateAssistant">, "level" | Limit | "hiddenTags" | "connected">;

interface Props {
  readonly assistant: Assistant;
  readonly called: AssistantName;
  readonly tags: readonly string[];
  readonly isBusy: boolean;
  /** @param done what is announced then */
  readonly onChange: (patch: AssistantPatch, done: string) => void;
}

const meanings = {
  reads: "It reads days and free times. A request to write is refused, and says so to it.",
  asks: "It proposes; nothing changes until you accept.",
  writes: "It adds and changes at once. You see it in its ink and can revert each change for 30 days.",
} as const;

/** One program: when it was here, what it may do, what it did, and the way to part with it. */
export function AssistantSection({ assistant, called, tags, isBusy, onChange }: Props) {
  const reader = useReader();
  const { name, apart } = called;
  const { level, hiddenTags, disconnected } = assistant;
  const dayOf = (at: string) => dayAndMonth(wallOf(Date.parse(at), reader.timeZone).date, reader.today, reader.words);
  const heading = (
    <h2>
      <PenIcon />
      {name}
      {apart && <span className="assistant-apart">{apart}</span>}
    </h2>
  );
  if (disconnected)
    return (
      <section className="assistant is-gone" aria-label={labelOf(called)}>
        <header className="assistant-head">
          {heading}
          <p>Disconnected on {dayOf(disconnected)}. What it wrote stays; every call of it is refused.</p>
        </header>
        <p className="assistant-log">
          <Did assistant={assistant} />
          <button
            className="act"
            type="button"
            aria-busy={isBusy}
            onClick={() => onChange({ connected: true }, `${name} may come in again.`)}
          >
            Let it in again
          </button>
        </p>
      </section>
    );
  return (
    <section className="assistant" aria-label={labelOf(called)}>
      <header className="assistant-head">
        {heading}
        <p>
          Last used {momentWords(Date.parse(assistant.lastUsed), reader)}. Connected since {dayOf(assistant.since)}.
        </p>
      </header>
      <div className="assistant-may">
        <LevelChoice
          legend={`What ${name} may do`}
          value={level}
          onChoose={(next) => onChange({ level: next }, `${name}: ${meanings[next]}`)}
        />
      </div>
      <p className="assistant-meaning">{meanings[level]}</p>
      {level === "writes" && (
        <LimitSwitches
          value={assistant}
          onChange={(limit, isAllowed, done) => onChange({ [limit]: isAllowed }, `${name}: ${done}`)}
        />
      )}
      <HiddenTags
        name={name}
        hidden={hiddenTags}
        tags={tags}
        onChange={(hidden) => onChange({ hiddenTags: [...hidden] }, `What ${name} does not see is changed.`)}
      />
      <p className="assistant-log">
        <Did assistant={assistant} />
        <Disconnect name={name} isBusy={isBusy} onDisconnect={(done) => onChange({ connected: false }, done)} />
      </p>
    </section>
  );
}

const labelOf = ({ name, apart }: AssistantName): string => (apart ? `${name}, ${apart}` : name);

function Did({ assistant: { program, changes, undone } }: Pick<Props, "assistant">) {
  if (changes === 0) return <span>No changes in the last 30 days</span>;
  const reverted = undone > 0 ? `, ${undone} reverted` : "";
  return (
    <>
      <span>
        {changes === 1 ? "1 change" : `${changes} changes`} in the last 30 days{reverted}
      </span>
      <Link className="act" href={`/activity?program=${encodeURIComponent(program)}` as Route} prefetch={false}>
        See them
      </Link>
    </>
  );
}

interface DisconnectProps {
  readonly name: string;
  readonly isBusy: boolean;
  readonly onDisconnect: (done: string) => void;
}

function Disconnect({ name, isBusy, onDisconnect }: DisconnectProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking)
    return (
      <button className="act is-danger" type="button" onClick={() => setIsAsking(true)}>
        Disconnect…
      </button>
    );
  return (
    <>
      <button
        className="button is-danger"
        type="button"
        aria-busy={isBusy}
        onClick={() => onDisconnect(`${name} is disconnected.`)}
      >
        Disconnect {name}
      </button>
      <button className="act is-quiet" type="button" onClick={() => setIsAsking(false)}>
        Leave it connected
      </button>
    </>
  );
}
