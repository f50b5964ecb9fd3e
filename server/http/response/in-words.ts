import { AgendaError } from "../../../contract/problems.ts";
import type { Caller } from "../../caller.ts";

interface Reader {
  readonly t?: Caller["t"];
  readonly language?: Caller["language"] | undefined;
}

/**
 * A failure in the caller's language. A person who does not read English gets the kind of failure in theirs,
 * and more where the failure has words of its own; a program is told all of it.
 */
export function inWords(thrown: unknown, { t, language = "en" }: Reader): unknown {
  if (!(thrown instanceof AgendaError) || !t) return thrown;
  const { code, more } = thrown;
  if (!more.words && language === "en") return thrown;
  const detail = more.words?.(t) ?? t("problems.title", { code });
  const errors = more.errors?.map(({ pointer }) => ({ pointer, detail }));
  return new AgendaError(code, detail, { ...more, ...(errors && { errors }) });
}
