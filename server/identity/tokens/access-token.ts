import { hash } from "node:crypto";
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import type { ProgramLevel } from "../../../contract/operations.ts";
import { AgendaError } from "../../../contract/problems.ts";
import { readUserId, type UserId } from "../../caller.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { issuer } from "../logto/discovery.ts";
import { levelOfScope, mcpResource } from "./mcp-resource.ts";

/** The owner of an access token and, if the identity server reports it, the client it was issued to. */
interface TokenOwner {
  readonly userId: UserId;
  readonly clientId: string | undefined;
  /** The level that its scopes grant, if any. */
  readonly level: ProgramLevel | undefined;
}

/** The algorithms Logto signs with; any other, including `none` and shared secrets, is refused up front. */
const algorithms = ["ES384", "RS256"];
const clockSkewSeconds = 60;
/** How long a verified token is accepted without verifying its signature again, which costs more than answering a list. */
const keptMs = 60_000;

const tokens = oncePerProcess("accessTokens", () => {
  const keys = createRemoteJWKSet(new URL(`${issuer()}/jwks`), {
    timeoutDuration: 5_000,
    cooldownDuration: 60_000, // an unknown kid refetches the keys, but no more often than this
    cacheMaxAge: 3_600_000,
  });
  return { keys, checked: new LRUCache<string, TokenOwner>({ max: 20_000, ttl: keptMs }) };
});

/** @see RFC 6750 §2.1 */
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

/**
 * Verifies the JWT access token in an Authorization header for the MCP endpoint, locally with the identity server's public
 * keys: such a token stays valid until it expires.
 * @throws AgendaError("unauthorized") with the parameters for `WWW-Authenticate`; AgendaError("identity_unavailable")
 * @see RFC 9068 §4
 */
export async function readAccessToken(authorization: string | null): Promise<TokenOwner> {
  if (authorization === null || !/^Bearer\b/i.test(authorization))
    throw refused("missing", "Sign in: this address takes OAuth access tokens. Its metadata tell where to get one.");
  const token = bearer.exec(authorization)?.[1];
  if (!token) throw refused("invalid_token", "This is no access token for the MCP door. Sign in again.");
  const { keys, checked } = tokens();
  const tokenHash = hash("sha256", token, "base64url");
  const known = checked.get(tokenHash);
  if (known) return known;
  const { owner, expiresAtMs } = await verify(token, keys);
  const ttl = Math.min(keptMs, expiresAtMs + clockSkewSeconds * 1000 - Date.now());
  if (ttl > 0) checked.set(tokenHash, owner, { ttl });
  return owner;
}

async function verify(token: string, keys: JWTVerifyGetKey) {
  const { payload } = await jwtVerify<{ client_id?: unknown; scope?: unknown }>(token, keys, {
    issuer: issuer(),
    audience: mcpResource(),
    algorithms,
    typ: "at+jwt",
    clockTolerance: clockSkewSeconds,
    requiredClaims: ["sub", "exp"],
  }).catch((thrown: unknown) => {
    throw isOutage(thrown)
      ? new AgendaError(
          "identity_unavailable",
          "The sign-in server's keys could not be read. Your sign-in is still good; try again shortly.",
          { retryAfterSeconds: 5 },
        )
      : refused("invalid_token", "The access token is expired, forged, or not for this agenda. Sign in again.");
  });
  const { sub, exp = 0, client_id: clientId, scope } = payload;
  const userId = readUserId(sub);
  if (!userId) throw refused("invalid_token", "The access token names nobody.");
  return {
    owner: {
      userId,
      clientId: typeof clientId === "string" && clientId !== "" ? clientId.slice(0, 300) : undefined,
      level: levelOfScope(scope),
    },
    expiresAtMs: exp * 1000,
  };
}

/** Whether Logto failed rather than the token being invalid: jose has an error class per cause, and fetch has its own. */
function isOutage(thrown: unknown): boolean {
  if (!(thrown instanceof errors.JOSEError)) return true;
  return ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(thrown.code);
}

const refused = (challenge: "missing" | "invalid_token", detail: string) =>
  new AgendaError("unauthorized", detail, { challenge, resourceMetadata: `${resourceMetadataOf(mcpResource())}` });

/** The metadata URL of a resource. @see RFC 9728 §3.1 */
function resourceMetadataOf(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}
