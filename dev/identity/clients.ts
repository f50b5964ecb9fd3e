import { isLoopback } from "../../env.ts";
import { PostgresAdapter } from "./adapter.ts";
import { keepSecret, type Queryable } from "./identity-database.ts";
import { makeAppId, makeAppSecret } from "./random.ts";

/** A confidential client, Logto's "Traditional web". */
export interface Application {
  readonly name: string;
  /** May contain `*` in host and path for one part, as in Logto. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly backchannelLogoutUri?: string;
  readonly alwaysIssueRefreshToken?: boolean;
  /** Logto's "Machine-to-machine": it signs in only for itself. */
  readonly isMachine?: boolean;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Registers an application of this installation: same id and secret at every start, with the current addresses. */
export async function keepClient(database: Queryable, slot: string, application: Application): Promise<Credentials> {
  const credentials = await keepSecret(database, `client ${slot}`, () => ({
    clientId: makeAppId(),
    clientSecret: makeAppSecret(),
  }));
  await saveClient(database, credentials, application);
  return credentials;
}

async function saveClient(database: Queryable, { clientId, clientSecret }: Credentials, application: Application) {
  await new PostgresAdapter(database, "Client").upsert(clientId, {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: application.name,
    application_type: "web",
    ...(application.isMachine
      ? { grant_types: ["client_credentials"], response_types: [] }
      : { grant_types: ["authorization_code", "refresh_token"], response_types: ["code"] }),
    token_endpoint_auth_method: "client_secret_basic",
    id_token_signed_response_alg: "ES384",
    redirect_uris: [...application.redirectUris],
    post_logout_redirect_uris: [...(application.postLogoutRedirectUris ?? [])],
    alwaysIssueRefreshToken: application.alwaysIssueRefreshToken ?? false,
    ...(application.backchannelLogoutUri && {
      backchannel_logout_uri: application.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
  });
}

/**
 * Registers a public client of this installation, such as a program in a terminal: Logto's "Native". It must use PKCE and waits
 * for its callback on this machine.
 */
export async function keepPublicClient(database: Queryable, slot: string, name: string): Promise<string> {
  const { clientId } = await keepSecret(database, `client ${slot}`, () => ({ clientId: makeAppId() }));
  await new PostgresAdapter(database, "Client").upsert(clientId, {
    client_id: clientId,
    client_name: name,
    application_type: "native",
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    id_token_signed_response_alg: "ES384",
    redirect_uris: loopbackCallbacks,
  });
  return clientId;
}

/** Where terminal programs and editors wait for the callback; any port is allowed (RFC 8252 §7.3). */
const loopbackCallbacks = ["http://127.0.0.1", "http://localhost"].flatMap((host) =>
  ["", "/callback", "/oauth/callback", "/mcp/oauth/callback"].map((path) => host + (path || "/")),
);

/**
 * Whether a redirect address is registered. A `*` matches one part of a host name or path, never more; for a loopback address
 * of a public client the port is ignored.
 */
export function isRedirectUriAllowed(uri: string, registered: readonly string[], isPublic = false): boolean {
  if (registered.includes(uri)) return true;
  if (!URL.canParse(uri)) return false;
  const asked = new URL(uri);
  if (isPublic && isLoopback(asked.hostname) && registered.some((entry) => withoutPort(entry) === withoutPort(uri)))
    return true;
  return registered.some((entry) => {
    if (!entry.includes("*")) return false;
    const pattern = new URL(entry);
    return (
      (["protocol", "username", "password", "port", "search", "hash"] as const).every((p) => asked[p] === pattern[p]) &&
      matches(asked.hostname, pattern.hostname, "[^.]+") &&
      matches(asked.pathname, pattern.pathname, "[^/]+")
    );
  });
}

function withoutPort(uri: string): string {
  const url = new URL(uri);
  if (url.protocol === "http:") url.port = "";
  return url.href;
}

function matches(value: string, pattern: string, star: string): boolean {
  const source = pattern.split("*").map((text) => RegExp.escape(text));
  return new RegExp(`^${source.join(star)}$`).test(value);
}
