import type { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../../server/caller.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";
import { orProblem } from "./or-problem.ts";

type Person = { readonly name: string };

export type ReadFor<T> =
  | { readonly is: "signed-out" }
  | { readonly is: "unread"; readonly problem: AgendaError; readonly person: Person | null }
  | { readonly is: "read"; readonly answer: T; readonly caller: Caller; readonly person: Person };

/** Reads a page's data for its visitor. */
export async function readFor<T extends object>(read: (caller: Caller) => Promise<T>): Promise<ReadFor<T>> {
  const signedIn = await orProblem(callerOfPage());
  if (!signedIn) return { is: "signed-out" };
  if (signedIn instanceof Error) return { is: "unread", problem: signedIn, person: null };
  const answer = await orProblem(read(signedIn.caller), signedIn.caller);
  if (answer instanceof Error) return { is: "unread", problem: answer, person: signedIn.person };
  return { is: "read", answer, ...signedIn };
}
