import { readAppEnv } from "../../dev/running.ts";
import type { Caller } from "../../server/identity/caller.ts";
import type { Call } from "../../server/operations/carry-out.ts";

/** A confirm token as the app under test would have made it at another time. */
export async function signedToken(
  caller: Omit<Caller, "userId"> & { readonly userId: string },
  call: Call,
  { rev, madeMs }: { rev: number; madeMs: number },
): Promise<string> {
  Object.assign(process.env, readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {});
  const { confirmationOf } = await import("../../server/operations/confirmation.ts");
  return confirmationOf(caller as Caller, call, { rev, nowMs: madeMs });
}
