import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { AgendaError } from "../../../contract/problems.ts";
import { env } from "../../../env.ts";
import { readUserId, type UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { issuer } from "../logto/discovery.ts";

const logtoKeys = oncePerProcess("logtoKeys", () =>
  createRemoteJWKSet(new URL(`${issuer()}/jwks`), { timeoutDuration: 5_000 }),
);
const event = "http://schemas.openid.net/event/backchannel-logout";

/**
 * Reads the logout token that Logto posts when someone signs out elsewhere.
 * @throws AgendaError("malformed_request" | "identity_unavailable")
 * @see OpenID Connect Back-Channel Logout 1.0 §2.6
 */
export async function readLogoutToken(token: string): Promise<{ userId: UserId; sid: string | undefined }> {
  const { payload } = await jwtVerify<{ sid?: string; events?: Record<string, unknown>; nonce?: string }>(
    token,
    logtoKeys(),
    {
      issuer: issuer(),
      audience: env().LOGTO_APP_ID,
      maxTokenAge: "5 min",
      clockTolerance: "1 min",
    },
  ).catch((thrown: unknown) => {
    const isOutage = thrown instanceof errors.JWKSTimeout || !(thrown instanceof errors.JOSEError);
    throw isOutage
      ? new AgendaError("identity_unavailable", undefined, { retryAfterSeconds: 5 })
      : new AgendaError("malformed_request", "The logout token is not valid.");
  });
  const userId = readUserId(payload.sub);
  if (!userId || !payload.events?.[event] || payload.nonce !== undefined)
    throw new AgendaError("malformed_request", "This is no logout token.");
  return { userId, sid: payload.sid };
}
