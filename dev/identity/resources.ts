import type { ResourceServer } from "oidc-provider";
import { PostgresAdapter } from "./adapter.ts";
import { errors } from "./engine.ts";
import type { Queryable } from "./identity-database.ts";

const kind = "ApiResource";

/**
 * Registers an API resource, as in Logto's console: tokens requested for it are JWTs with it as their audience. A running
 * server sees it at once.
 * @param indicator its address, such as http://localhost:3000/mcp
 */
export async function keepResource(database: Queryable, indicator: string): Promise<void> {
  await new PostgresAdapter(database, kind).upsert(indicator, {});
}

/**
 * How tokens for a resource are issued: ES384, one hour, no permissions of its own.
 * @throws errors.InvalidTarget for a resource that is not registered
 * @see RFC 8707, RFC 9068
 */
export async function describeResource(database: Queryable, indicator: string): Promise<ResourceServer> {
  if (!(await new PostgresAdapter(database, kind).find(indicator))) throw new errors.InvalidTarget();
  return {
    audience: indicator,
    scope: "",
    accessTokenFormat: "jwt",
    accessTokenTTL: 3_600,
    jwt: { sign: { alg: "ES384" } },
  };
}
