import type { ItemChange } from "../../agenda/history/ledger.ts";
import { comparedNames } from "../../agenda/item/fields.ts";
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

/** What a change does, alike whenever the same would be done: a new item's id is not part of it. */
export const effectOf = ({ kind, id, before, after }: ItemChange) => [
  kind === "created" || id,
  ...[before, after].map((content) => content && comparedNames.map((field) => content[field])),
];

const isSame = (a: ItemContent | null, b: ItemContent | null) => (a && b ? isSameContent(a, b) : a === b);
const isSameSettings = (a: SettingsChange | null, b: SettingsChange | undefined) => isSameValue(a?.after, b?.after);

export const overtaken = (detail: string, words: Said) => new AgendaError("changed_since", detail, { words });

/**
 * A page reads all that is pending at once, so both its number and its size are bounded.
 * @param parts of a new proposal, by which its size is counted
 * @throws AgendaError("not_permitted") if it is too large by itself
 */
export function requireFits(parts: Iterable<object>): void {
  if (!fits(parts, limits.proposalCharacters))
    throw new AgendaError(
      "not_permitted",
      "This is more than one proposal can hold, so nothing was proposed. Propose it in several calls, with fewer items each.",
    );
}

/**
 * The same for what is pending together.
 * @throws AgendaError("not_permitted") if no more may be pending
 */
export function requireRoomToWait({ count, characters }: Waiting, parts: Iterable<object>): void {
  if (count < limits.proposalsWaiting && fits(parts, limits.proposalCharacters - characters)) return;
  throw new AgendaError(
    "not_permitted",
    `${count} ${count === 1 ? "proposal waits" : "proposals wait"} for the person already, so nothing was proposed. Ask them to decide ${count === 1 ? "that" : "those"} on the agenda's page Assistants.`,
  );
}

/** What is pending for a person already. */
interface Waiting {
  readonly count: number;
  /** Of JSON, as stored. */
  readonly characters: number;
}

/** Stops at the first part too many: a change of many long series may be much larger than what would be kept of it. */
function fits(parts: Iterable<object>, most: number): boolean {
  let room = most;
  for (const part of parts) {
    room -= JSON.stringify(part).length;
    if (room < 0) return false;
  }
  return true;
}
