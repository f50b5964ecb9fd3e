import { AgendaError } from "../../../contract/problems.ts";
import type { MessageKey, Said } from "../../../messages/said.ts";
import type { ItemContent } from "../../item/item-content.ts";
import { short } from "../../item/shorten.ts";

/** One entry of a calendar file, converted to the agenda's model. */
export interface FileEntry {
  readonly content: ItemContent;
  /** What could not be imported unchanged, for the user to read. */
  readonly remarks: readonly Said[];
}

/** An entry that is not imported. */
export interface RefusedEntry {
  /** Its title, so the user can find it in the file; empty if it has none. */
  readonly text: string | Said;
  readonly reason: Said;
}

export interface ReadCalendar {
  readonly entries: readonly FileEntry[];
  readonly refused: readonly RefusedEntry[];
}

/** The error for an entry, or a part of one, that has no place in the agenda. */
export const notTaken = (key: MessageKey, values?: Said["values"]): AgendaError =>
  new AgendaError("invalid_input", undefined, { words: { key, ...(values && { values }) } });

const mostDetail = 300;

/** Why something was not taken. @throws whatever is no refusal */
export function reasonOf(thrown: unknown): Said {
  if (!(thrown instanceof AgendaError)) throw thrown;
  const { words, errors } = thrown.more;
  const detail = errors?.[0]?.detail ?? thrown.message;
  return words ?? { key: "calendars.invalid", values: { detail: short(detail, mostDetail) } };
}
