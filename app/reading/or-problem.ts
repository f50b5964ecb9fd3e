import { AgendaError } from "../../contract/problems.ts";
import { inWords } from "../../server/in-words.ts";

/** Unexpected errors go to the error page, which shows the id that is in the log. @param reader in whose language, once known */
export async function orProblem<T>(
  work: Promise<T>,
  reader: Parameters<typeof inWords>[1] = {},
): Promise<T | AgendaError> {
  return work.catch((thrown: unknown) => {
    if (thrown instanceof AgendaError) return inWords(thrown, reader);
    throw thrown;
  });
}
