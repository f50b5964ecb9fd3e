import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PenIcon } from "../controls/pen-mark.tsx";
import { type Mark, markKeyOf } from "../sync/change-marks.ts";
import { authorOf } from "../sync/mark-words.ts";
import { clock } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { type Change, type Talk, undoableOf } from "./past.ts";
import { Blocked, PastChange } from "./past-change.tsx";
import type { Undoing } from "./use-undoing.ts";

interface Props {
  readonly talk: Talk;
  readonly byId: ReadonlyMap<number, Change>;
  readonly undoing: Undoing;
  /** Marks the user has not seen, by the last change behind each. */
  readonly unseenAt: ReadonlyMap<number, readonly Mark[]>;
  /** Shown above. */
  readonly children?: ReactNode;
}

/** Changes by one author in one conversation, newest first. */
export function PastTalk({ talk, byId, undoing, unseenAt, children }: Props) {
  const t = useTranslations();
  const { timeZone, hour12 } = useReader();
  const { door, conversation, changes } = talk;
  const [newest] = changes;
  const oldest = changes.at(-1) ?? newest;
  const timeOf = ({ at }: Change) => clock(wallOf(Date.parse(at), timeZone).time, hour12);
  const [from, to] = [timeOf(oldest), timeOf(newest)];
  const times = from === to ? to : t("activity.fromTo", { from, to });
  const ids = door === "web" ? [] : undoableOf(talk).map(({ id }) => id);
  const key = `talk-${oldest.id}`;
  return (
    <>
      {children}
      <section className={`talk ${door === "web" ? "" : "is-hand"}`} data-undo={key} tabIndex={-1}>
        <header className="talk-head">
          <h3>
            {door === "web" ? (
              t("activity.you")
            ) : (
              <>
                <PenIcon />
                {authorOf(newest, t)}
              </>
            )}
          </h3>
          <p>
            {door === "web" ? t("activity.onThisPage") : conversation ? t("activity.conversation", { times }) : times}
          </p>
          {ids.length > 1 && (
            <button
              className="act"
              type="button"
              aria-busy={undoing.busy === key}
              onClick={() => undoing.undo(key, { ids, conversation })}
            >
              {t("activity.undoAll", { count: ids.length })}
            </button>
          )}
        </header>
        {undoing.refused?.key === key && <Blocked {...undoing.refused} />}
        <ol>
          {changes.map((change) => (
            <PastChange
              key={change.id}
              change={change}
              unseen={unseenAt.get(change.id)?.map(markKeyOf)}
              undoneBy={change.undoneBy === undefined ? undefined : byId.get(change.undoneBy)}
              undoing={undoing}
            />
          ))}
        </ol>
      </section>
    </>
  );
}
