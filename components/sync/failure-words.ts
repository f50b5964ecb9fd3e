import type { Translator } from "../../messages/translator.ts";
import type { ApiError } from "./api-client.ts";

/** A refused write in words: the invalid fields, and the message above them. */
export interface FailureWords {
  /** By field name: text, date, startTime … */
  readonly fields: Readonly<Record<string, string>>;
  readonly banner: string | undefined;
}

/** @param stored what was saved anyway, if it was a part: "Done" */
export function wordsOfFailure(error: ApiError, t: Translator, stored?: string): FailureWords {
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of error.errors) {
    const name = nameIn(pointer);
    // Errors that concern no field on the page go above them.
    if (name && name !== "occurrence" && name !== "scope") fields[name] ??= detail;
  }
  if (Object.keys(fields).length > 0) return { fields, banner: stored && onlyStored(stored, t) };
  return { fields, banner: bannerOf(error, stored, t) };
}

/** Whether the target does not exist: the item, or the occurrence of an existing one. */
export const isMissing = ({ code, errors }: Pick<ApiError, "code" | "errors">): boolean =>
  code === "item_not_found" || errors.some(({ pointer }) => pointer === "#/occurrence");

/** The field in `#/items/0/date`, `#/date` or `#/tags/2`. */
function nameIn(pointer: string): string | undefined {
  return pointer.split("/").find((part, index) => index > 0 && part !== "items" && !/^\d+$/.test(part));
}

export const onlyStored = (part: string, t: Translator): string => t("sync.onlyPartSaved", { part });

function bannerOf({ code, status, message: why }: ApiError, part: string | undefined, t: Translator): string {
  if (part === undefined) {
    if (code === "offline") return t("sync.offlineNotSaved");
    return status === 401 ? t("sync.signedOutNotSaved") : t("sync.notSaved", { why });
  }
  if (code === "offline") return t("sync.offlineOnlyPart", { part });
  return status === 401 ? t("sync.signedOutOnlyPart", { part }) : t("sync.onlyPartSavedWhy", { part, why });
}

/** A refused tick, deletion or restoration, where there is no form for the message. */
export function wordsOfRefusal(error: ApiError, text: string, t: Translator): string {
  if (error.code === "offline") return t("sync.offlineUnchanged", { text });
  if (error.status === 401) return t("sync.signedOutUnchanged", { text });
  if (error.code === "version_conflict") return t("sync.changedElsewhere", { text });
  return isMissing(error) ? t("sync.noLongerThere", { text }) : t("sync.unchanged", { text, why: error.message });
}
