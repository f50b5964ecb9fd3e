import { AgendaError } from "../../contract/problems.ts";

/** Unexpected errors go to the error page, which shows the id that is in the log. */
export async function orProblem<T>(work: Promise<T>): Promise<T | AgendaError> {
  return work.catch((thrown: unknown) => {
    if (thrown instanceof AgendaError) return thrown;
    throw thrown;
  });
}
