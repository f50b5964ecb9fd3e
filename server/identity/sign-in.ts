import LogtoClient from "@logto/next/server-actions";
import { cookies } from "next/headers";
import { env } from "../../env.ts";
import type { Caller } from "./caller.ts";
import { logtoConfig, sessionCookieName } from "./logto.ts";
import { takeReturn } from "./return-path.ts";
import { closeSession, openSession } from "./session.ts";
import { sessionCookie } from "./session-cookie.ts";
import { explainFailure, type SignInFailed } from "./sign-in-failure.ts";

const patienceMs = 5_500;

/**
 * Starts the round trip to Logto.
 * @returns where to send the browser
 */
export async function startSignIn(): Promise<{ url: string } | SignInFailed> {
  const { APP_URL } = env();
  try {
    if (await openSession(await sessionCookie())) return { url: `${APP_URL}${await takeReturn()}` };
    return await inTime(new LogtoClient(logtoConfig()).handleSignIn({ redirectUri: `${APP_URL}/callback` }));
  } catch (thrown) {
    return explainFailure(thrown);
  }
}

/**
 * Ends the round trip: exchanges the code, verifies the ID token, makes the session.
 * @param search the callback's query
 */
export async function finishSignIn(search: URLSearchParams): Promise<{ caller: Caller } | SignInFailed> {
  if (search.get("error") === "access_denied") return { failure: "refused" };
  const callback = new URL(`${env().APP_URL}/callback`);
  callback.search = search.toString();
  try {
    await inTime(new LogtoClient(logtoConfig()).handleSignInCallback(callback.toString()));
    const session = await openSession(await sessionCookie());
    return session ? { caller: { userId: session.userId, door: "web" } } : { failure: "expired" };
  } catch (thrown) {
    return explainFailure(thrown);
  }
}

/**
 * Ends the session here first, whatever Logto does after.
 * @returns where to send the browser, so that Logto's own session ends too
 */
export async function signOut(): Promise<string> {
  const { APP_URL } = env();
  const jar = await cookies();
  await closeSession(await sessionCookie());
  const toLogto = await inTime(new LogtoClient(logtoConfig()).handleSignOut(`${APP_URL}/`)).catch(() => `${APP_URL}/`);
  jar.delete(sessionCookieName());
  return toLogto;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TypeError("Logto did not answer in time.")), patienceMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
