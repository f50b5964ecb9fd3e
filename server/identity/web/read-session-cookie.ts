import { cookies } from "next/headers";
import { sessionCookieName } from "../logto/logto-config.ts";

/** The value of the session's cookie, as the request at hand brought it or as this request set it anew. */
export async function sessionCookie(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName())?.value;
}
