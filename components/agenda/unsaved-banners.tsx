import { PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type AgendaActions, useAgendaActions } from "../actions/agenda-actions.ts";
import { usePlanner } from "../actions/planner.ts";
import { type KeptLine, nameOfLine } from "../add-line/use-draft-line.ts";
import { changedFields, draftOf } from "../draft/item-draft.ts";
import { followed, nameOfDraft, type Written } from "../draft/use-draft.ts";
import { keyOf } from "../sync/entry-key.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import type { Slot } from "../timeline/line-times.ts";
import type { Kept, UnsavedWords } from "../unsaved/unsaved-words.ts";
import { useUnsaved } from "../unsaved/use-unsaved.ts";

export interface UnsavedProps {
  readonly items: readonly Item[];
  /** The entry whose panel is open. */
  readonly openId: string | undefined;
}

/** Reopens the lines that were being written before a reload, in place. */
export function reopenLines(unsaved: UnsavedWords, startLine: AgendaActions["startLine"]): void {
  for (const [name, { title, words }] of unsaved.list()) {
    if (name === nameOfLine() || !name.startsWith(nameOfLine())) continue;
    const { slot } = words as KeptLine;
    if (name !== nameOfLine(slot)) {
      unsaved.delete(name);
      unsaved.set(nameOfLine(slot), { title, words });
    }
    startLine(slot);
  }
}

/** Unsaved text from before a reload that is out of sight, with a link to it. */
export function UnsavedBanners({ items, openId }: UnsavedProps) {
  const t = useTranslations();
  const unsaved = useUnsaved();
  const { open, startLine, endLine } = useAgendaActions();
  const { view, date, go } = usePlanner();
  const { today, words } = useReader();
  const [kept, setKept] = useState(() => unsaved.list().filter(([name]) => isOutOfSight(name)));
  const look = useCallback(
    () => setKept((known) => unsaved.list().filter(([name]) => known.some(([one]) => one === name))),
    [unsaved],
  );
  // Another tab, or the panel here, may have stored or dropped it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing the panel triggers another check
  useEffect(() => {
    look();
    addEventListener("storage", look);
    return () => removeEventListener("storage", look);
  }, [look, openId]);
  const shown = useMemo(() => kept.filter((one) => isUnsaved(one, items, openId)), [kept, items, openId]);

  // Once the list shows its day, which may re-render the line.
  const [goal, setGoal] = useState<{ readonly name: string; readonly slot: Slot }>();
  useEffect(() => {
    if (!goal || view !== "day" || date !== goal.slot.date) return;
    setGoal(undefined);
    if (goal.name !== nameOfLine()) startLine(goal.slot);
    void drawn(`[data-line="${goal.name}"] textarea`).then((line) => {
      line?.scrollIntoView({ block: "center" });
      line?.focus();
    });
  }, [goal, view, date, startLine]);

  function drop([name, { words }]: (typeof kept)[number]) {
    unsaved.drop(name);
    if (isLine(name)) endLine((words as KeptLine).slot);
    setKept((known) => known.filter(([one]) => one !== name));
  }
  function show([name, { words }]: (typeof kept)[number]) {
    if (!isLine(name)) return open((words as Written).base, true);
    const { slot } = words as KeptLine;
    setKept((known) => known.filter(([one]) => one !== name));
    setGoal({ name, slot });
    go({ view: "day", date: slot.date });
  }
  return shown.map((one) => {
    const [name, { title, words: what }] = one;
    const named = { title, of: (words: ReactNode) => <span className="sr-only">{words}</span> };
    const { date } = isLine(name) ? (what as KeptLine).slot : (what as Written).draft;
    return (
      <div key={name} className="banner">
        <PencilLine className="icon" aria-hidden="true" />
        <span>
          {t(isLine(name) ? "agenda.notAddedYet" : "agenda.unsaved", {
            title,
            day: weekdayAndDate(date, today, words),
          })}
        </span>
        <span className="banner-acts">
          <button className="act" type="button" onClick={() => void show(one)}>
            {t.rich("agenda.showOf", named)}
          </button>
          <button className="act is-quiet" type="button" onClick={() => drop(one)}>
            {t.rich("agenda.dropOf", named)}
          </button>
        </span>
      </div>
    );
  });
}

/** Waits for an element that may yet load or render. */
async function drawn(selector: string): Promise<HTMLElement | null> {
  for (let frames = 0; frames < mostFrames && !document.querySelector(selector); frames++)
    await new Promise(requestAnimationFrame);
  return document.querySelector(selector);
}
const mostFrames = 180;

const isLine = (name: string): boolean => name.startsWith(nameOfLine());

/** Edits always are while their panel is closed. */
function isOutOfSight(name: string): boolean {
  const { top = -1, bottom = 0 } = document.querySelector(`[data-line="${name}"]`)?.getBoundingClientRect() ?? {};
  return !isLine(name) || bottom <= 0 || top >= innerHeight;
}

/** False for the open item, and for edits stored just before the reload. */
function isUnsaved([name, { words }]: readonly [string, Kept], items: readonly Item[], openId: string | undefined) {
  if (isLine(name)) return true;
  const written = words as Written;
  if (keyOf(written.base) === openId) return false;
  const item = items.find((one) => nameOfDraft(one) === name);
  const { base, draft } = item ? followed(written, item) : written;
  return changedFields(draftOf(base), draft).length > 0;
}
