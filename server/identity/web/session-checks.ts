import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { env } from "../../../env.ts";
import type { UserId } from "../../caller.ts";
import { timeLogto } from "../../metrics.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { issuer } from "../logto/discovery.ts";

/** How long a session is valid without asking Logto again: under an hour, including the duration of a check. */
const goodMs = 55 * 60_000;
/** After an inconclusive answer, how long this session stays valid; no other session is checked for `pauseMs`. */
const undecidedMs = 60_000;
const pauseMs = 10_000;
const limitMs = 3_000;
const checksAtOnce = 16;

type Verdict = "good" | "over" | "undecided";
interface Kept {
  /** A session without one cannot be checked, so it ends after its hour. */
  readonly refreshToken: string | undefined;
  /** Stores the token that replaces the old one. */
  readonly keepRotated: (refreshToken: string) => Promise<void>;
  /** Called when Logto admits the person. */
  readonly extend: () => Promise<void>;
}
type Question = Kept & { readonly userId: UserId };

/** Keyed by the hash of a session's id. Uses wall-clock time: a machine that was suspended must check again. */
const checks = oncePerProcess("sessionChecks", () => {
  const turns = pLimit(checksAtOnce);
  let pausedUntilMs = 0;
  const isPaused = () => Date.now() < pausedUntilMs;
  return new LRUCache<string, Verdict, Question>({
    max: 100_000,
    ttl: goodMs,
    ttlResolution: 0,
    perf: Date,
    // Concurrent requests of one session share one check.
    fetchMethod: async (_idHash, _stale, { context, options }) => {
      const verdict = isPaused() ? "undecided" : await turns(() => (isPaused() ? "undecided" : ask(context)));
      if (verdict === "good") await context.extend();
      if (verdict !== "undecided") return verdict;
      if (!isPaused()) pausedUntilMs = Date.now() + pauseMs;
      options.ttl = undecidedMs;
      return verdict;
    },
  });
});

/** A session just opened by Logto needs no check for an hour. */
export function noteSessionChecked(idHash: string): void {
  checks().set(idHash, "good");
}

/**
 * Whether Logto no longer admits the user of this session: suspended, deleted, or the grant revoked. Checked once an hour. An
 * unclear answer, or none, signs nobody out.
 * @see docs/decisions/0205-sessions-are-checked-hourly.md
 */
export async function isSessionOver(
  { userId, idHash }: { userId: UserId; idHash: string },
  kept: Kept,
): Promise<boolean> {
  const verdict = await checks().forceFetch(idHash, { context: { userId, ...kept } });
  return verdict === "over";
}

/**
 * Refreshes, which fails once the grant is revoked, then checks the subject of the new access token, which fails once the
 * account is gone.
 */
async function ask({ userId, refreshToken, keepRotated }: Question): Promise<Verdict> {
  if (refreshToken === undefined) return "over";
  const { LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  const body = new URLSearchParams({ ...form, client_id: LOGTO_APP_ID, client_secret: LOGTO_APP_SECRET });
  const signal = AbortSignal.timeout(limitMs);
  const tokens = await read("/token", { method: "POST", body, signal });
  if (tokens?.status === 400 && tokens.body.error === "invalid_grant") return "over";
  const { access_token: accessToken, refresh_token: next } = tokens?.body ?? {};
  if (tokens?.status !== 200 || typeof accessToken !== "string") return "undecided";
  if (typeof next === "string" && next !== refreshToken) await keepRotated(next);
  const person = await read("/me", { headers: { authorization: `Bearer ${accessToken}` }, signal });
  if (person?.status === 401 && person.body.error === "invalid_token") return "over";
  if (person?.status !== 200 || typeof person.body.sub !== "string") return "undecided";
  return person.body.sub === userId ? "good" : "over";
}

async function read(path: string, init: RequestInit) {
  try {
    const response = await timeLogto(path, init.method ?? "GET", () =>
      fetch(`${issuer()}${path}`, { ...init, redirect: "error", cache: "no-store" }),
    );
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
    return { status: response.status, body: body as Readonly<Record<string, unknown>> };
  } catch {
    return undefined;
  }
}
