import { z } from "zod";
import { env } from "../../../env.ts";
import type { UserId } from "../../caller.ts";
import { writeLine } from "../../log-lines.ts";
import { issuer } from "./discovery.ts";

const limitMs = 5_000;

const Token = z.object({ access_token: z.string() });
const Grants = z.object({
  grants: z.array(z.object({ id: z.string(), payload: z.object({ clientId: z.string() }) })),
});

/**
 * Revokes what a person has granted to some clients: their refresh tokens and its opaque tokens are worth nothing from then on. A JWT for
 * the MCP door stays valid for its hour, which is why the agenda itself refuses the client, too.
 * @returns whether that is done; undefined where nothing was granted, false where the Management API is not configured, or does not do it
 * @see https://docs.logto.io/sessions/grants-management
 */
export async function revokeGrants(userId: UserId, clientIds: readonly string[]): Promise<boolean | undefined> {
  const { LOGTO_M2M_APP_ID: id, LOGTO_M2M_APP_SECRET: secret, LOGTO_ENDPOINT } = env();
  if (!id || !secret) return false;
  const signal = AbortSignal.timeout(limitMs);
  try {
    const headers = { authorization: `Bearer ${await readToken(id, secret, signal)}` };
    const address = `${LOGTO_ENDPOINT}/api/users/${encodeURIComponent(userId)}/grants`;
    const { grants } = Grants.parse(await read(address, { headers, signal }));
    const theirs = grants.filter(({ payload }) => clientIds.includes(payload.clientId));
    for (const grant of theirs)
      await read(`${address}/${encodeURIComponent(grant.id)}`, { method: "DELETE", headers, signal });
    return theirs.length > 0 || undefined;
  } catch {
    writeLine("warn", {
      message: "Logto's Management API did not revoke a grant; the agenda refuses the program all the same.",
    });
    return false;
  }
}

/** Asked for each time: it is needed once in a blue moon. @see RFC 6749 §4.4 */
async function readToken(id: string, secret: string, signal: AbortSignal): Promise<string> {
  const asked = { grant_type: "client_credentials", resource: env().LOGTO_MANAGEMENT_RESOURCE, scope: "all" };
  const body = new URLSearchParams({ ...asked, client_id: id, client_secret: secret });
  return Token.parse(await read(`${issuer()}/token`, { method: "POST", body, signal })).access_token;
}

async function read(address: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(address, { ...init, redirect: "error", cache: "no-store" });
  if (response.status === 204) return undefined;
  if (!response.ok) throw new Error(`It answered ${response.status}.`);
  return response.json();
}
