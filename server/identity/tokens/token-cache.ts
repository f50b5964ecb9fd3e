import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { AgendaError } from "../../../contract/problems.ts";
import type { UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { startWaiting } from "../../waiting.ts";
import { LookupBudget } from "./lookup-budget.ts";
import { askLogto, type TokenAnswer } from "./userinfo.ts";

const acceptedMs = 60_000;
const refusedMs = 5_000;
/** Maximum concurrent lookups at Logto per process. */
const lookupsAtOnce = 16;
const lookupsWaiting = 200;
/** The form of Logto's opaque tokens. Others are looked up too, but during a flood of them these still get a share. */
const plausible = /^[\w-]{43}$/;

/** Keyed by the token's SHA-256; the token itself is never stored. */
const tokenAnswers = oncePerProcess("tokens", () => {
  const turns = pLimit(lookupsAtOnce);
  const budget = new LookupBudget();
  const known = new LRUCache<string, true>({ max: 20_000, ttl: 86_400_000 });
  return new LRUCache<string, TokenAnswer, { token: string; address: string }>({
    max: 20_000,
    ttl: acceptedMs,
    // Concurrent calls with the same token share one fetch; a failure rejects all of them and is not cached.
    fetchMethod: async (tokenHash, _stale, { context: { token, address }, options }) => {
      const payer = `${plausible.test(token) ? "token" : "junk"} ${address}`;
      if (!known.has(tokenHash) && (turns.pendingCount >= lookupsWaiting || !budget.spend(payer))) throw flooded();
      const answer = await turns(() => askLogto(token));
      if (answer.kind === "accepted") {
        if (!known.has(tokenHash)) budget.giveBack(payer);
        known.set(tokenHash, true);
      }
      options.ttl = answer.kind === "accepted" ? acceptedMs : refusedMs;
      return answer;
    },
  });
});

/** @see RFC 6750 §2.1 */
const bearer = /^Bearer +([\w.~+/-]{1,4096}=*) *$/i;

/**
 * Identifies the owner of the access token in an Authorization header.
 * @param address whose budget pays for looking up an unknown token
 * @throws AgendaError("unauthorized") with the parameters for `WWW-Authenticate`; AgendaError("identity_unavailable")
 */
export async function readBearer(
  authorization: string,
  address: string,
): Promise<Extract<TokenAnswer, { kind: "accepted" }>> {
  const token = bearer.exec(authorization)?.[1];
  if (!token)
    throw new AgendaError("unauthorized", "The Authorization header must be `Bearer` and an access token.", {
      // Another scheme counts as no token, and then no error code is sent (RFC 6750 §3.1).
      challenge: /^Bearer\b/i.test(authorization) ? "invalid_token" : "missing",
    });
  const tokenHash = hash("sha256", token, "base64url");
  const endWaiting = startWaiting();
  const answer = await tokenAnswers().forceFetch(tokenHash, { context: { token, address } }).finally(endWaiting);
  if (answer.kind === "refused")
    throw new AgendaError(
      "unauthorized",
      "The access token is expired, revoked, or not for this agenda. Sign in again.",
      {
        challenge: "invalid_token",
      },
    );
  return answer;
}

/** Drops a user's tokens from the cache: the next call asks Logto again. */
export function forgetTokensOf(userId: UserId): void {
  for (const [tokenHash, answer] of tokenAnswers().entries())
    if (answer.kind === "accepted" && answer.userId === userId) tokenAnswers().delete(tokenHash);
}

const flooded = () =>
  new AgendaError("identity_unavailable", "Too many unknown tokens are being checked. Try again shortly.", {
    retryAfterSeconds: 2,
  });
