import { readAppEnv } from "../../dev/running-file.ts";
import type { Caller } from "../../server/caller.ts";
import type { WriteCall } from "../../server/write/write-call.ts";

/** A confirm token as the app under test would have made it at another time. */
export async function signedToken(
  caller: Omit<Caller, "userId" | "t"> & { readonly userId: string },
  call: WriteCall,
  { rev, madeMs }: { rev: number; madeMs: number },
): Promise<string> {
  Object.assign(process.env, readAppEnv(process.env.AGENDA_DATA_DIR ?? ".data") ?? {});
  const { confirmationOf } = await import("../../server/write/confirmation.ts");
  return confirmationOf(caller as Caller, call, { rev, nowMs: madeMs });
}
