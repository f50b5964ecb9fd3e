import { AgendaError } from "../../contract/problems.ts";

/** What nobody foresaw goes to the page for errors, which has the id that is in the log. */
export async function orProblem<T>(work: Promise<T>): Promise<T | AgendaError> {
  return work.catch((thrown: unknown) => {
    if (thrown instanceof AgendaError) return thrown;
    throw thrown;
  });
}
