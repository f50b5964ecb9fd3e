import { z } from "zod";
import { env } from "../../../env.ts";
import type { UserId } from "../../caller.ts";
import { writeLine } from "../../log-lines.ts";
import { ManagementApi, managementAccessIn } from "./management-api.ts";

const limitMs = 5_000;

const Grants = z.object({
  grants: z.array(z.object({ id: z.string(), payload: z.object({ clientId: z.string() }) })),
});

/**
 * Revokes a person's grants to some clients: their refresh tokens and their opaque tokens become invalid at once. A JWT for the
 * MCP door stays valid for its hour, which is why the agenda itself refuses the client, too.
 * @returns whether that was done; undefined if nothing was granted, false if the Management API is not configured or fails
 * @see https://docs.logto.io/sessions/grants-management
 */
export async function revokeGrants(userId: UserId, clientIds: readonly string[]): Promise<boolean | undefined> {
  const access = managementAccessIn(env());
  if (!access) return false;
  try {
    // Connects for each revocation: they are too rare to keep a token.
    const api = await ManagementApi.connect(access, AbortSignal.timeout(limitMs));
    const path = `/users/${encodeURIComponent(userId)}/grants`;
    const { grants } = await api.call({ method: "GET", path }, Grants);
    const theirs = grants.filter(({ payload }) => clientIds.includes(payload.clientId));
    for (const { id } of theirs)
      await api.call({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }, z.unknown());
    return theirs.length > 0 || undefined;
  } catch {
    writeLine("warn", {
      message: "Logto's Management API did not revoke a grant; the agenda refuses the program all the same.",
    });
    return false;
  }
}
