import { cookies } from "next/headers";
import { sessionCookieName } from "../logto/logto-config.ts";

/** The session cookie's value, as sent with this request or as newly set by it. */
export async function sessionCookie(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName())?.value;
}
