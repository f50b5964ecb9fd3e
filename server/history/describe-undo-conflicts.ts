import { summarizeChange } from "../../agenda/history/change-words.ts";
import type { UndoConflict as Blocked } from "../../agenda/history/undo-plan.ts";
import { importedFlag } from "../../agenda/item/imported-flag.ts";
import { short } from "../../agenda/item/shorten.ts";
import { isChangeHiddenBy } from "../../agenda/programs/hidden-items.ts";
import { Door } from "../../contract/fields/item.ts";
import type { InTheWay } from "../../contract/operations/history.ts";
import type { Caller } from "../caller.ts";
import { findLaterIn } from "../storage/ledger/undos.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { hiddenTags } from "../storage/visibility.ts";

/** How many are named; the error says how many more there are. */
const mostNamed = 20;

/** Describes what prevents changes from being undone: what was done to each item since, by which change, through which door. */
export async function describeUndoConflicts(
  tx: Locked["tx"],
  { userId, t }: Pick<Caller, "userId" | "t">,
  inTheWay: readonly Blocked[],
  revs: readonly number[],
): Promise<InTheWay[]> {
  const named = inTheWay.slice(0, mostNamed);
  if (named.length === 0) return [];
  const later = await findLaterIn(
    tx,
    userId,
    named.map(({ id, setting }) => setting ?? id ?? ""),
    revs,
  );
  return named.map(({ id, setting, text, imported, isGone }) => {
    const touch = later.get(setting ?? id ?? "");
    const isHidden = touch?.item && isChangeHiddenBy(hiddenTags(), touch.item);
    const what =
      touch && !isHidden
        ? summarizeChange({ items: touch.item ? [touch.item] : [], settings: touch.settings }, t)
        : t("history.changed");
    return {
      ...(id !== null && { id }),
      text: setting === undefined ? short(text) : t("settings.title", { setting }),
      what: isGone ? t("history.goneForGood") : what,
      ...(imported ? { imported } : importedFlag(touch?.item?.before, touch?.item?.after)),
      ...(touch && !isHidden && { change: touch.rev, changedBy: Door.parse(touch.door) }),
    };
  });
}
