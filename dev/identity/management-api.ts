import type { IncomingMessage, ServerResponse } from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type Credentials, keepClient } from "./clients.ts";
import type { Queryable } from "./identity-database.ts";
import { keepResource } from "./resources.ts";

/** The Management API's identifier at a self-hosted Logto. */
const resource = "https://default.logto.app/api";

/** Registers the machine-to-machine application that may use the Management API. */
export async function keepManagement(database: Queryable): Promise<Credentials> {
  await keepResource(database, resource);
  return keepClient(database, "management", {
    name: "Agenda Assistant, management",
    redirectUris: [],
    isMachine: true,
  });
}

/**
 * What the agenda needs of Logto's Management API: a person's grants, listed and revoked.
 * @returns a listener for the addresses below /api
 */
export function makeManagementApi(database: Queryable, endpoint: string, { clientId }: Credentials) {
  const keys = createRemoteJWKSet(new URL(`${endpoint}/oidc/jwks`));
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const say = (status: number, body?: object) =>
      void response.writeHead(status, { "Content-Type": "application/json" }).end(body && JSON.stringify(body));
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const verified = await jwtVerify(token, keys, { issuer: `${endpoint}/oidc`, audience: resource }).catch(() => null);
    if (verified?.payload.client_id !== clientId) return say(401, { code: "auth.unauthorized" });
    const [, user = "", grant] = /^\/api\/users\/([^/?]+)\/grants(?:\/([^/?]+))?$/.exec(request.url ?? "") ?? [];
    const person = decodeURIComponent(user);
    if (request.method === "GET" && person && !grant) return say(200, { grants: await listGrants(database, person) });
    if (request.method === "DELETE" && person && grant)
      return say((await revokeGrant(database, person, decodeURIComponent(grant))) ? 204 : 404);
    say(404, { code: "entity.not_found" });
  };
}

async function listGrants(database: Queryable, person: string): Promise<object[]> {
  const { rows } = await database.query<{ id: string; payload: object; expiresAt: number }>(
    `select id, payload, (extract(epoch from expires_at) * 1000)::float8 as "expiresAt" from embedded_identity.record
     where kind = 'Grant' and payload ->> 'accountId' = $1 and expires_at > now()`,
    [person],
  );
  return rows;
}

/** Everything issued under it is deleted too. */
async function revokeGrant(database: Queryable, person: string, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `delete from embedded_identity.record where kind = 'Grant' and id = $1 and payload ->> 'accountId' = $2`,
    [id, person],
  );
  if (rowCount) await database.query("delete from embedded_identity.record where grant_id = $1", [id]);
  return Boolean(rowCount);
}
