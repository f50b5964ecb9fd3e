import { getLogtoContext } from "@logto/next/server-actions";
import type { Caller, UserId } from "./caller.ts";
import { logtoConfig } from "./logto.ts";

/** Who looks at a page, or null when nobody is signed in. Reads claims only; nothing here may refresh a token. */
export async function callerOfPage(): Promise<{ caller: Caller; person: { name: string } } | null> {
  const { isAuthenticated, claims } = await getLogtoContext(logtoConfig());
  if (!isAuthenticated || !claims) return null;
  const name = claims.name ?? claims.username ?? claims.email ?? "You";
  return { caller: { userId: claims.sub as UserId, door: "web" }, person: { name } };
}

/** The same for pages that stand without knowing who looks, even while the database is away. */
export async function personOfPage(): Promise<{ name: string } | null> {
  try {
    return (await callerOfPage())?.person ?? null;
  } catch {
    return null;
  }
}
