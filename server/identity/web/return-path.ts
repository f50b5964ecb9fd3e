import { cookies } from "next/headers";
import { env } from "../../../env.ts";

/** Where somebody stood when they pressed "Sign in", so that they come back there and not to the front page. */
const cookieName = "return-to";
const pages = new Set(["/", "/account", "/activity", "/connect", "/search", "/settings", "/trash"]);
const seconds = 3_600;
const mostCharacters = 2_000;

/** @param referrer the address of the page that the link was on, as the browser says it */
export async function rememberReturn(referrer: string | null): Promise<void> {
  const path = pathOf(referrer);
  if (!path) return; // from elsewhere, or from a sign-in that failed: then the first page still counts
  const secure = env().APP_URL.startsWith("https:");
  (await cookies()).set(cookieName, path, { path: "/", httpOnly: true, sameSite: "lax", secure, maxAge: seconds });
}

/** One of our own pages, whatever the cookie says; asked once. */
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
  if (origin !== new URL(env().APP_URL).origin || !pages.has(pathname)) return undefined;
  return (pathname + search).length > mostCharacters ? pathname : pathname + search;
}
