import { isLoopback } from "../../env.ts";
import { errors } from "./engine.ts";

/** Whether a client id is the URL of a metadata document on this machine; over http, only loopback is allowed. */
export const isLoopbackDocument = (clientId: string): boolean =>
  URL.canParse(clientId) && new URL(clientId).protocol === "http:" && isLoopback(new URL(clientId).hostname);

const limitMs = 2_500;
const limitBytes = 5_120;
/** Properties that are taken from a document; all others are ignored. */
const taken = [
  "client_name",
  "client_uri",
  "logo_uri",
  "redirect_uris",
  "grant_types",
  "response_types",
  "application_type",
  "scope",
] as const;

/**
 * Reads a client ID metadata document from this machine, for people who develop a client. oidc-provider itself reads those over
 * https and refuses private addresses (docs/decisions/0151).
 * @returns the client's metadata: public, so it has no secret and must use PKCE
 * @throws errors.InvalidClient
 */
export async function readLoopbackDocument(clientId: string): Promise<Record<string, unknown>> {
  let document: unknown;
  try {
    const signal = AbortSignal.timeout(limitMs);
    const response = await fetch(clientId, { redirect: "error", signal, headers: { accept: "application/json" } });
    if (response.status !== 200) throw new Error(`it answered ${response.status}`);
    document = JSON.parse(await readText(response));
  } catch (cause) {
    throw new errors.InvalidClient("client_id metadata document fetch failed", { cause } as never);
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) throw refused("is no JSON object");
  const said = document as Record<string, unknown>;
  if (said.client_id !== clientId) throw refused("names another client_id");
  if ("client_secret" in said || (said.token_endpoint_auth_method ?? "none") !== "none")
    throw refused("must be of a public client");
  return {
    ...Object.fromEntries(taken.filter((name) => name in said).map((name) => [name, said[name]])),
    client_id: clientId,
    token_endpoint_auth_method: "none",
  };
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limitBytes) throw new Error("it is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const refused = (why: string) => new errors.InvalidClient(`client_id metadata document ${why}`);
