import type { ItemChange } from "../../agenda/history/ledger.ts";
import type { ItemContent } from "../../agenda/item/item-content.ts";
import { isSameContent } from "../../agenda/item/same-content.ts";
import { isSameValue } from "../../agenda/item/same-value.ts";
import type { SettingsChange } from "../../agenda/settings/stored-settings.ts";
import { limits } from "../../contract/limits.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Said } from "../../messages/said.ts";
import type { Accepting } from "../caller.ts";

/** A write's outcome, as compared with the proposal. */
interface Outcome {
  readonly changes: readonly ItemChange[] | null;
  readonly settings?: SettingsChange;
}

/**
 * Refuses a proposal that would do anything other than what the person saw: everything it touches must be as it was then, and end
 * up as shown.
 * @throws AgendaError("changed_since")
 */
export function requireAsProposed({ items, settings, isEdited }: Accepting, done: Outcome): void {
  const changes = done.changes ?? [];
  if (done.changes === null)
    throw overtaken("It is so already, so there was nothing to do.", { key: "proposals.soAlready" });
  const made = items.filter(({ kind }) => kind === "created");
  const others = new Map(items.filter(({ kind }) => kind !== "created").map((item) => [item.id, item]));
  const isAsShown = changes.every((change) => {
    const shown = change.kind === "created" ? made.shift() : others.get(change.id);
    if (!shown || shown.kind !== change.kind || !isSame(shown.before, change.before)) return false;
    return isEdited || isSame(shown.after, change.after);
  });
  if (isAsShown && changes.length === items.length && (isEdited || isSameSettings(settings, done.settings))) return;
  const [first] = items;
  const text = (first?.before ?? first?.after)?.text;
  throw overtaken(
    `${text ? `“${text}”` : "What it concerns"} was changed since, so it would do something else now. Ask again.`,
    { key: "proposals.changedSince", values: { isNamed: String(text !== undefined), name: text ?? "" } },
  );
}

const isSame = (a: ItemContent | null, b: ItemContent | null) => (a && b ? isSameContent(a, b) : a === b);
const isSameSettings = (a: SettingsChange | null, b: SettingsChange | undefined) => isSameValue(a?.after, b?.after);

export const overtaken = (detail: string, words: Said) => new AgendaError("changed_since", detail, { words });

/** @throws AgendaError("not_permitted") if no more may be pending */
export function requireRoomToWait(count: number): void {
  if (count < limits.proposalsWaiting) return;
  throw new AgendaError(
    "not_permitted",
    `${count} proposals wait for the person already, so nothing was proposed. Ask them to decide those on the agenda's page Assistants.`,
  );
}
