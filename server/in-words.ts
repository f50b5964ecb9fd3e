import { say } from "../agenda/time/date-texts.ts";
import { AgendaError } from "../contract/problems.ts";
import type { Caller } from "./caller.ts";

export interface Reader {
  readonly t?: Caller["t"];
  readonly language?: Caller["language"] | undefined;
}

/**
 * A failure in the caller's language. A person sees its own message for people, or else, unless they read English, the general one for
 * its code; a program gets the detail.
 */
export function inWords(failure: AgendaError, { t, language }: Reader): AgendaError {
  if (!t || language === undefined) return failure;
  const { code, more } = failure;
  const general = more.words ? say(more.words, t) : language === "en" ? undefined : t("problems.title", { code });
  const errors = more.errors?.map(({ pointer, detail, words }) => ({
    ...{ pointer, detail: words ? say(words, t) : (general ?? detail) },
  }));
  return new AgendaError(code, general ?? failure.detail, { ...more, ...(errors && { errors }) });
}
