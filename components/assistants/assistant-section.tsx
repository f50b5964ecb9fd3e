import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { keptDays } from "../../contract/limits.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import type { Sent } from "../sync/api-client.ts";
import { dayAndMonth } from "../time/date-names.ts";
import { momentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Assistant, AssistantName } from "./assistant-names.ts";
import { HiddenTags, type TagChange } from "./hidden-tags.tsx";
import { LevelChoice } from "./level-choice.tsx";
import { type Limit, LimitSwitches } from "./limit-switches.tsx";

type AssistantPatch = Pick<Sent<"updateAssistant">, "level" | Limit | "connected">;

interface Props {
  readonly assistant: Assistant;
  readonly called: AssistantName;
  readonly tags: readonly string[];
  readonly isBusy: boolean;
  /** @param done what to announce then */
  readonly onChange: (patch: AssistantPatch, done: string, change?: TagChange) => void;
}

const meanings = {
  reads: "assistants.readsMeaning",
  asks: "assistants.asksMeaning",
  writes: "assistants.writesMeaning",
} as const;

/** One program: when it was last here, what it may do and did, and how to disconnect it. */
export function AssistantSection({ assistant, called, tags, isBusy, onChange }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const { name, apart } = called;
  const { level, hiddenTags, disconnected } = assistant;
  const meaningOf = (of: typeof level) => t(meanings[of], { days: keptDays });
  const section = useRef<HTMLElement>(null);
  const before = useRef(disconnected);
  useEffect(() => {
    // Another button takes the place of the one that was pressed.
    if (before.current !== disconnected && document.activeElement === document.body)
      section.current?.querySelector<HTMLElement>(".assistant-log button")?.focus();
    before.current = disconnected;
  }, [disconnected]);
  const label = apart ? t("assistants.apart", { name, apart }) : name;
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
      <section className="assistant is-gone" aria-label={label} ref={section}>
        <header className="assistant-head">
          {heading}
          <p>{t("assistants.disconnectedOn", { day: dayOf(disconnected) })}</p>
        </header>
        <p className="assistant-log">
          <Did assistant={assistant} />
          <button
            className="act"
            type="button"
            aria-busy={isBusy}
            onClick={() => onChange({ connected: true }, t("assistants.mayComeAgain", { name }))}
          >
            {t("assistants.letIn")}
          </button>
        </p>
      </section>
    );
  return (
    <section className="assistant" aria-label={label} ref={section}>
      <header className="assistant-head">
        {heading}
        <p>
          {t("assistants.used", {
            used: momentWords(Date.parse(assistant.lastUsed), reader, t),
            since: dayOf(assistant.since),
          })}
        </p>
      </header>
      <div className="assistant-may">
        <LevelChoice
          legend={t("assistants.may", { name })}
          value={level}
          onChoose={(next) => onChange({ level: next }, t("assistants.said", { name, what: meaningOf(next) }))}
        />
      </div>
      <p className="assistant-meaning">{meaningOf(level)}</p>
      {level === "writes" && (
        <LimitSwitches
          value={assistant}
          onChange={(limit, isAllowed, done) =>
            onChange({ [limit]: isAllowed }, t("assistants.said", { name, what: done }))
          }
        />
      )}
      <HiddenTags
        name={name}
        hidden={hiddenTags}
        tags={tags}
        onChange={(change) => onChange({}, t("assistants.hiddenChanged", { name }), change)}
      />
      <p className="assistant-log">
        <Did assistant={assistant} />
        <Disconnect name={name} isBusy={isBusy} onDisconnect={(done) => onChange({ connected: false }, done)} />
      </p>
    </section>
  );
}

function Did({ assistant: { program, changes, undone } }: Pick<Props, "assistant">) {
  const t = useTranslations();
  if (changes === 0) return <span>{t("assistants.noChanges", { days: keptDays })}</span>;
  return (
    <>
      <span>{t("assistants.changes", { count: changes, days: keptDays, undone })}</span>
      <Link className="act" href={`/activity?program=${encodeURIComponent(program)}` as Route} prefetch={false}>
        {t("assistants.seeThem")}
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
  const t = useTranslations();
  const [isAsking, setIsAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const ask = (isNow: boolean) => {
    flushSync(() => setIsAsking(isNow));
    first.current?.focus();
  };
  if (!isAsking)
    return (
      <button className="act is-danger" type="button" ref={first} onClick={() => ask(true)}>
        {t("assistants.disconnectAsk")}
      </button>
    );
  return (
    <>
      <button
        className="button is-danger"
        type="button"
        aria-busy={isBusy}
        ref={first}
        onClick={() => onDisconnect(t("assistants.disconnected", { name }))}
      >
        {t("assistants.disconnect", { name })}
      </button>
      <button className="act is-quiet" type="button" onClick={() => ask(false)}>
        {t("assistants.leaveConnected")}
      </button>
    </>
  );
}
