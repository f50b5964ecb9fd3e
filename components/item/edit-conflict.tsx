import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { type Clash, isAlike, type Part, valuesOf } from "../draft/merge-drafts.ts";
import { capital } from "../repeats/repeat-choices.ts";
import { call } from "../sync/api-client.ts";
import { authorOf } from "../sync/change-marks.ts";
import { useReader } from "../time/reader.ts";
import { nameOf, wordsOfPart } from "./part-words.ts";
import { soleAuthorOf, useRecentChanges } from "./reading/use-last-change.ts";

interface Props {
  /** What is saved. */
  readonly saved: Item;
  readonly draft: Draft;
  /** What was asked about. */
  readonly clashes: readonly Clash[];
  readonly onChoose: (values: Partial<Draft>) => void;
}

/** What both sides have changed, each differently: shows both, lets one be chosen. The fields show what will be stored. */
export function EditConflict({ saved, draft, clashes, onChoose }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { changes } = useRecentChanges(saved);
  const count = clashes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is asked anew
  useEffect(() => box.current?.querySelector<HTMLElement>("input:checked")?.focus(), [count]);
  const theirs = draftOf(saved);
  const since = Math.min(...clashes.map(({ since }) => since));
  const author = soleAuthorOf(saved, changes ?? [], since);
  const by = author && author.door !== "web" ? authorOf(author) : undefined;
  const all = listed(clashes.map(({ part }) => nameOf(part)));
  const what = by
    ? `${by} changed ${all} too while you wrote.`
    : `${capital(all)} ${count > 1 ? "were" : "was"} changed elsewhere while you wrote.`;
  const choice = (part: Part, label: string, values: Partial<Draft>, isChosen: boolean) => (
    <label>
      <input type="radio" name={`${id}-${part}`} checked={isChosen} onChange={() => onChoose(values)} />
      <span>
        <small>{label}</small> {wordsOfPart(part, { ...theirs, ...values }, reader, t)}
      </span>
    </label>
  );
  return (
    <div ref={box} className="conflict">
      <p className="banner is-error" role="alert">
        <CircleAlert className="icon" aria-hidden="true" />
        <span>{what} Choose what to save; the rest of both is kept.</span>
      </p>
      {clashes.map(({ part, mine }) => {
        const isTheirs = isAlike(theirs, draft, part);
        return (
          <fieldset key={part}>
            <legend>{capital(nameOf(part).replace(/^the /, ""))}</legend>
            {choice(part, "Yours", mine, !isTheirs)}
            {choice(part, by ?? "Elsewhere", valuesOf(theirs, part), isTheirs)}
          </fieldset>
        );
      })}
    </div>
  );
}

const listed = (names: readonly string[]): string => names.join(", ").replace(/, ([^,]*)$/, " and $1");

/** What no longer exists: the item, its series, or this occurrence, which was cancelled or is no longer one of its dates. */
export type Missing = "item" | "series" | "cancelled" | "date";

/** Finds out why saving failed; requested once, when needed. */
export async function missingOf({ id, occurrence }: Item): Promise<Missing> {
  if (occurrence === undefined) return "item";
  try {
    const { item } = await call("getItemById", { id });
    const isCancelled = ({ occurrence: date, what }: { occurrence: string; what: string }) =>
      date === occurrence && what === "cancelled";
    return item.exceptions?.some(isCancelled) ? "cancelled" : "date";
  } catch {
    return "series";
  }
}

interface GoneProps {
  readonly item: Item;
  readonly missing: Missing;
  readonly day: (date: string) => string;
  readonly isBusy: boolean;
  readonly onRestore: () => void;
  readonly onAdd: () => void;
  readonly onLeave: () => void;
}

/** Someone deleted the item or its series meanwhile: the edits stay, and can still be saved. */
export function Gone({ item: { text, occurrence = "" }, missing, day, isBusy, onRestore, onAdd, onLeave }: GoneProps) {
  const canRestore = missing === "item" || missing === "cancelled";
  const what = {
    item: `${text} was deleted elsewhere while you wrote.`,
    series: `All of ${text} was deleted elsewhere while you wrote.`,
    cancelled: `${text} on ${occurrence && day(occurrence)} was deleted elsewhere while you wrote.`,
    date: `${text} was changed elsewhere while you wrote and no longer falls on ${occurrence && day(occurrence)}.`,
  }[missing];
  return (
    <div className="conflict">
      <p className="banner is-error" role="alert">
        <CircleAlert className="icon" aria-hidden="true" />
        <span>{what} Yours is still here.</span>
      </p>
      <div className="conflict-acts">
        <button className="button is-main" type="button" aria-busy={isBusy} onClick={canRestore ? onRestore : onAdd}>
          {canRestore ? "Bring it back and save mine" : "Save mine as an item of its own"}
        </button>
        <button className="button" type="button" onClick={onLeave}>
          {canRestore ? "Leave it deleted" : "Discard mine"}
        </button>
      </div>
    </div>
  );
}
