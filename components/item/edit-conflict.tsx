import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { type Clash, isAlike, type Part, valuesOf } from "../draft/merge-drafts.ts";
import { call } from "../sync/api-client.ts";
import { authorOf } from "../sync/mark-words.ts";
import { useReader } from "../time/reader.ts";
import { capitalized, listed } from "../words/listed.ts";
import { partNames, wordsOfPart } from "./part-words.ts";
import { soleAuthorOf, useRecentChanges } from "./reading/use-last-change.ts";

interface Props {
  /** Saved version. */
  readonly saved: Item;
  readonly draft: Draft;
  /** Clashes to decide. */
  readonly clashes: readonly Clash[];
  readonly onChoose: (values: Partial<Draft>) => void;
}

/** What both sides have changed, differently: shows both, lets the user choose. The fields show what will be stored. */
export function EditConflict({ saved, draft, clashes, onChoose }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { changes } = useRecentChanges(saved);
  const count = clashes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each new question
  useEffect(() => box.current?.querySelector<HTMLElement>("input:checked")?.focus(), [count]);
  const theirs = draftOf(saved);
  const since = Math.min(...clashes.map(({ since }) => since));
  const author = soleAuthorOf(saved, changes ?? [], since);
  const by = author && author.door !== "web" ? authorOf(author, t) : undefined;
  const parts = listed(
    clashes.map(({ part }) => t(partNames[part].within)),
    t,
  );
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
      <ErrorBanner>
        {by
          ? t("item.bothChanged", { author: by, parts })
          : t("item.changedElsewhere", { parts: capitalized(parts), count })}
      </ErrorBanner>
      {clashes.map(({ part, mine }) => {
        const isTheirs = isAlike(theirs, draft, part);
        return (
          <fieldset key={part}>
            <legend>{t(partNames[part].alone)}</legend>
            {choice(part, t("item.yours"), mine, !isTheirs)}
            {choice(part, by ?? t("item.elsewhere"), valuesOf(theirs, part), isTheirs)}
          </fieldset>
        );
      })}
    </div>
  );
}

/** What no longer exists: the item, its series, or this occurrence, which was cancelled or is no longer one of its dates. */
export type Missing = "item" | "series" | "cancelled" | "date";

/** Finds out why saving failed; requested once, on demand. */
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
  const t = useTranslations();
  const canRestore = missing === "item" || missing === "cancelled";
  const what = {
    item: t("item.gone", { text }),
    series: t("item.seriesGone", { text }),
    cancelled: t("item.cancelled", { text, day: occurrence && day(occurrence) }),
    date: t("item.noSuchDate", { text, day: occurrence && day(occurrence) }),
  }[missing];
  return (
    <div className="conflict">
      <ErrorBanner>{what}</ErrorBanner>
      <div className="conflict-acts">
        <button className="button is-main" type="button" aria-busy={isBusy} onClick={canRestore ? onRestore : onAdd}>
          {t(canRestore ? "item.bringBack" : "item.saveAlone")}
        </button>
        <button className="button" type="button" onClick={onLeave}>
          {t(canRestore ? "item.leaveDeleted" : "item.discardMine")}
        </button>
      </div>
    </div>
  );
}
