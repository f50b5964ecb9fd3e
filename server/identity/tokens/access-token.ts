import { createHash } from "node:crypto";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { AgendaError } from "../../../contract/problems.ts";
import { readUserId, type UserId } from "../../caller.ts";
import { issuer } from "../logto/discovery.ts";
import { mcpResource } from "./mcp-resource.ts";

/** Whose token it is, and which program's, where the identity server told. */
export interface TokenOwner {
  readonly userId: UserId;
  readonly clientId: string | undefined;
}

/** What Logto signs with; anything else, `none` and shared secrets included, is refused before it is looked at. */
const algorithms = ["ES384", "RS256"];
const clockSkewSeconds = 60;
/** How long a checked token is taken without checking its signature again: that costs more than a whole list. */
const keptMs = 60_000;

function open() {
  const keys = createRemoteJWKSet(new URL(`${issuer()}/jwks`), {
    timeoutDuration: 5_000,
    cooldownDuration: 60_000, // an unknown kid asks for the keys again, but no more often than this
    cacheMaxAge: 3_600_000,
  });
  return { keys, checked: new LRUCache<string, TokenOwner>({ max: 20_000, ttl: keptMs }) };
}

const key = Symbol.for("agenda.accessTokens");
const store = globalThis as { [key]?: ReturnType<typeof open> };

/** @see RFC 6750 §2.1 */
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

/**
 * Whose JWT access token for the MCP door the Authorization header holds. It is checked here, with the identity server's public keys:
 * such a token is good until it expires.
 * @throws AgendaError("unauthorized") with what `WWW-Authenticate` should say; AgendaError("identity_unavailable")
 * @see RFC 9068 §4
 */
export async function readAccessToken(authorization: string | null): Promise<TokenOwner> {
  if (authorization === null || !/^Bearer\b/i.test(authorization))
    throw refused("missing", "Sign in: this address takes OAuth access tokens. Its metadata tell where to get one.");
  const token = bearer.exec(authorization)?.[1];
  if (!token) throw refused("invalid_token", "This is no access token for the MCP door. Sign in again.");
  store[key] ??= open();
  const { keys, checked } = store[key];
  const hash = createHash("sha256").update(token).digest("base64url");
  const known = checked.get(hash);
  if (known) return known;
  const { owner, expiresAtMs } = await verify(token, keys);
  const ttl = Math.min(keptMs, expiresAtMs + clockSkewSeconds * 1000 - Date.now());
  if (ttl > 0) checked.set(hash, owner, { ttl });
  return owner;
}

async function verify(token: string, keys: ReturnType<typeof open>["keys"]) {
  const { payload } = await jwtVerify<{ client_id?: unknown }>(token, keys, {
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
  const { sub, exp = 0, client_id: clientId } = payload;
  const userId = readUserId(sub);
  if (!userId) throw refused("invalid_token", "The access token names nobody.");
  return {
    owner: {
      userId,
      clientId: typeof clientId === "string" && clientId !== "" ? clientId.slice(0, 300) : undefined,
    },
    expiresAtMs: exp * 1000,
  };
}

/** Whether it was Logto that failed, and not the token: jose has one error for each way of being wrong, and fetch its own. */
function isOutage(thrown: unknown): boolean {
  if (!(thrown instanceof errors.JOSEError)) return true;
  return ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(thrown.code);
}

const refused = (challenge: "missing" | "invalid_token", detail: string) =>
  new AgendaError("unauthorized", detail, { challenge, resourceMetadata: `${resourceMetadataOf(mcpResource())}` });

/** Where the metadata of a resource lie. @see RFC 9728 §3.1 */
function resourceMetadataOf(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}
