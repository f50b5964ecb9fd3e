import { cookies } from "next/headers";
import { env } from "../../../env.ts";

/** Remembers the page on which "Sign in" was pressed, to return there instead of to the front page. */
const cookieName = "return-to";
const pages =
  /^\/(account|activity|assistants(\/proposals)?|connect|search|settings|trash|you|(day|week|month)(\/[\d-]{7,10})?)?$/;
const seconds = 3_600;
const mostCharacters = 2_000;

/** @param referrer the URL of the page with the link, from the Referer header */
export async function rememberReturn(referrer: string | null): Promise<void> {
  const path = pathOf(referrer);
  if (!path) return; // from another site, or after a failed sign-in: keep the first page
  const secure = env().APP_URL.startsWith("https:");
  (await cookies()).set(cookieName, path, { path: "/", httpOnly: true, sameSite: "lax", secure, maxAge: seconds });
}

/** Returns the path and clears it. Always one of our own pages, whatever the cookie contains. */
export async function takeReturn(): Promise<string> {
  const jar = await cookies();
  const said = jar.get(cookieName)?.value;
  if (said === undefined) return "/";
  jar.delete(cookieName);
  return pathOf(URL.canParse(said, env().APP_URL) ? new URL(said, env().APP_URL).href : null) ?? "/";
}

function pathOf(address: string | null): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { origin, pathname, search } = new URL(address);
  if (origin !== new URL(env().APP_URL).origin || !pages.test(pathname)) return undefined;
  return (pathname + search).length > mostCharacters ? pathname : pathname + search;
}
