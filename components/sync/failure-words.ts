import type { ApiError } from "./api-client.ts";

/** A refused write in words: the invalid fields, and the message above them. */
export interface FailureWords {
  /** By field name: text, date, startTime … */
  readonly fields: Readonly<Record<string, string>>;
  readonly banner: string | undefined;
}

const notSaved = "What you wrote is still here.";

/** @param stored what was saved anyway, if it was a part: "Done" */
export function wordsOfFailure(error: ApiError, stored?: string): FailureWords {
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of error.errors) {
    const name = nameIn(pointer);
    // Errors that concern no field on the page go above them.
    if (name && name !== "occurrence" && name !== "scope") fields[name] ??= detail;
  }
  if (Object.keys(fields).length > 0) return { fields, banner: stored && `${onlyStored(stored)}.` };
  return { fields, banner: bannerOf(error, stored) };
}

/** Whether the target does not exist: the item, or the occurrence of an existing one. */
export const isMissing = ({ code, errors }: Pick<ApiError, "code" | "errors">): boolean =>
  code === "item_not_found" || errors.some(({ pointer }) => pointer === "#/occurrence");

/** The field in `#/items/0/date`, `#/date` or `#/tags/2`. */
function nameIn(pointer: string): string | undefined {
  return pointer.split("/").find((part, index) => index > 0 && part !== "items" && !/^\d+$/.test(part));
}

export const onlyStored = (stored: string): string => `Only “${stored}” was saved`;

function bannerOf(error: ApiError, stored: string | undefined): string {
  const what = stored === undefined ? "this was not saved" : `only “${stored}” was saved`;
  if (error.code === "offline") return `No network, so ${what}. ${notSaved}`;
  if (error.status === 401) return `You are signed out here, so ${what}. ${notSaved}`;
  return `${stored === undefined ? "Not saved" : onlyStored(stored)}. ${error.message} ${notSaved}`;
}

/** A refused tick, deletion or restoration, where there is no form for the message. */
export function wordsOfRefusal(error: ApiError, text: string): string {
  if (error.code === "offline") return `No network, so ${text} was not changed.`;
  if (error.status === 401) return `You are signed out here, so ${text} was not changed.`;
  if (error.code === "version_conflict")
    return `${text} was changed elsewhere just before. Look again, then repeat it.`;
  if (isMissing(error)) return `${text} is no longer there.`;
  return `${text} was not changed. ${error.message}`;
}
