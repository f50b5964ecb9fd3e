import LogtoClient from "@logto/next/server-actions";
import { cookies } from "next/headers";
import { env } from "../../../env.ts";
import type { Caller } from "../../caller.ts";
import { findOutage, issuer } from "../logto/discovery.ts";
import { logtoConfig, sessionCookieName } from "../logto/logto-config.ts";
import { sessionCookie } from "./read-session-cookie.ts";
import { takeReturn } from "./return-path.ts";
import { explainFailure, type SignInFailed } from "./sign-in-failure.ts";
import { closeSession, longestSeconds, openSession, readerOf } from "./web-session.ts";

const patienceMs = 5_500;

/**
 * Starts the sign-in at Logto.
 * @returns where to redirect the browser
 */
export async function startSignIn(): Promise<{ url: string } | SignInFailed> {
  const { APP_URL } = env();
  try {
    if (await openSession(await sessionCookie())) return { url: `${APP_URL}${await takeReturn()}` };
    // @logto/next caches Logto's endpoints for good: it would send the browser to one where nobody answers.
    const outage = await findOutage();
    if (outage) return { failure: "unavailable", cause: outage };
    return await inTime(new LogtoClient(logtoConfig()).handleSignIn({ redirectUri: `${APP_URL}/callback` }));
  } catch (thrown) {
    return explainFailure(thrown);
  }
}

/**
 * Completes the sign-in: exchanges the code, verifies the ID token, creates the session.
 * @param search the callback's query
 */
export async function finishSignIn(search: URLSearchParams): Promise<{ caller: Caller } | SignInFailed> {
  if (search.get("error") === "access_denied") return { failure: "refused" };
  const { APP_URL } = env();
  const callback = new URL(`${APP_URL}/callback`);
  callback.search = search.toString();
  try {
    await inTime(new LogtoClient(logtoConfig()).handleSignInCallback(callback.toString()));
    const cookie = await sessionCookie();
    const session = await openSession(cookie);
    if (!session || cookie === undefined) return { failure: "expired" };
    const options = { path: "/", httpOnly: true, sameSite: "lax", secure: APP_URL.startsWith("https:") } as const;
    // @logto/next gives it 14 days: the row says when the session ends, however long the browser keeps this.
    (await cookies()).set(sessionCookieName(), cookie, { ...options, maxAge: longestSeconds });
    return { caller: { userId: session.userId, door: "web", ...(await readerOf(session, null)) } };
  } catch (thrown) {
    return explainFailure(thrown);
  }
}

/**
 * Ends the session here first, whatever Logto does afterwards.
 * @returns where to redirect the browser to end Logto's own session too; one of our pages if Logto does not answer
 */
export async function signOut(): Promise<string> {
  const refreshToken = await closeSession(await sessionCookie());
  (await cookies()).delete(sessionCookieName());
  if (await findOutage()) return "/sign-in-failed?reason=signed-out-here";
  try {
    const [url] = await inTime(
      Promise.all([
        new LogtoClient(logtoConfig()).handleSignOut(`${env().APP_URL}/`),
        refreshToken === undefined ? undefined : revoke(refreshToken),
      ]),
    );
    return url;
  } catch {
    return "/sign-in-failed?reason=signed-out-here";
  } finally {
    (await cookies()).delete(sessionCookieName()); // @logto/next has set it again
  }
}

/** The token is no longer stored anywhere. Revoking it also ends the grant at Logto; if that fails, it expires. */
async function revoke(token: string): Promise<void> {
  const { LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  const body = new URLSearchParams({ token, client_id: LOGTO_APP_ID, client_secret: LOGTO_APP_SECRET });
  await fetch(`${issuer()}/token/revocation`, { method: "POST", body, redirect: "error", cache: "no-store" }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TypeError("Logto did not answer in time.")), patienceMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
