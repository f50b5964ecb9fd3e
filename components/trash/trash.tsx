"use client";
import { CircleAlert, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import "../activity/activity.css";
import "../agenda/agenda.css";
import { dayAndMonth, relativeDay } from "../agenda/dates.ts";
import { wordsOfRefusal } from "../agenda/failure-words.ts";
import { clock, wallOf } from "../agenda/wall-clock.ts";
import { type Answer, ApiError, call } from "../client/api.ts";

type Page = Answer<"listTrash">;
type Trashed = Page["items"][number];

interface Props {
  readonly initial: Page;
  readonly timeZone: string;
  readonly hour12: boolean;
  readonly nowMs: number;
}

/** What was deleted within the last 30 days, last deleted first, and the way back. */
export function Trash({ initial, timeZone, hour12, nowMs }: Props) {
  const [{ items, nextCursor }, setKnown] = useState(initial);
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const today = wallOf(nowMs, timeZone).date;
  const dayOf = (at: string) => wallOf(Date.parse(at), timeZone).date;

  async function attempt(key: string, work: () => Promise<void>, wordsOf: (error: ApiError) => string) {
    if (busy !== undefined) return;
    setBusy(key);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(wordsOf(thrown));
    } finally {
      setBusy(undefined);
    }
  }
  const restore = (item: Trashed) =>
    attempt(
      item.id,
      async () => {
        const { item: now } = await call("restoreItem", { id: item.id });
        setKnown((known) => ({ ...known, items: known.items.filter(({ id }) => id !== item.id) }));
        setSaid(`${item.text} is back on the agenda, ${relativeDay(now.local?.date ?? now.date, today)}.`);
        heading.current?.focus();
      },
      (error) => wordsOfRefusal(error, item.text),
    );
  const showOlder = (cursor: string) =>
    attempt(
      "older",
      async () => {
        const next = await call("listTrash", { cursor, limit: 50 });
        setKnown((known) => {
          const shown = new Set(known.items.map(({ id }) => id));
          return { ...next, items: [...known.items, ...next.items.filter(({ id }) => !shown.has(id))] };
        });
      },
      (error) => `More of the trash could not be read. ${error.message} Nothing is lost.`,
    );
  return (
    <div className={`agenda past ${hour12 ? "is-12-hour" : ""}`}>
      <div className="past-spread">
        <main id="main">
          <header className="page-head">
            <h1 className="page-name" ref={heading} tabIndex={-1}>
              Trash
            </h1>
            <p className="page-sum">
              What was deleted stays here for 30 days, then it is gone for good.{" "}
              <Link className="link" href="/activity" prefetch={false}>
                All activity
              </Link>
            </p>
          </header>
          {failure && (
            <p className="banner is-error" role="alert">
              <CircleAlert className="icon" aria-hidden="true" />
              <span>{failure}</span>
            </p>
          )}
          <p className={said ? "past-said" : "sr-only"} role="status">
            {said}
          </p>
          {items.length === 0 && <p className="past-empty">Nothing in the trash.</p>}
          <ol className="trash">
            {items.map((item) => (
              <li key={item.id} className="change">
                <span className="when">{timeOf(item)}</span>
                <span className="line" />
                <div className="says">
                  <p>
                    <strong>{item.text}</strong>
                  </p>
                  <span className="delta">
                    {relativeDay(item.local?.date ?? item.date, today)}; deleted{" "}
                    {relativeDay(dayOf(item.deletedAt), today)}, kept until {dayAndMonth(dayOf(item.keptUntil), today)}
                  </span>
                </div>
                <button
                  className="act is-quiet"
                  type="button"
                  aria-busy={busy === item.id}
                  onClick={() => restore(item)}
                >
                  <Undo2 className="icon" aria-hidden="true" />
                  <span>
                    Restore<span className="sr-only"> {item.text}</span>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {nextCursor && (
            <button className="button" type="button" aria-busy={busy === "older"} onClick={() => showOlder(nextCursor)}>
              Show older
            </button>
          )}
        </main>
      </div>
    </div>
  );

  function timeOf(item: Trashed): string {
    const start = item.local?.startTime ?? item.startTime;
    return start ? clock(start, hour12) : "All day";
  }
}
