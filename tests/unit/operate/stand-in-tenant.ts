import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Row = Record<string, unknown> & { id: string };
type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

const refused = (status: number, code: string, message: string): Answer => [status, { code, message }];
const makeId = () => randomBytes(10).toString("hex");

/**
 * A tenant of Logto in memory: its Management API, and what its sign-in endpoints answer when nobody signs in. As recorded from
 * 1.42, and as its sources say where nothing was recorded. Listens on loopback.
 */
export class StandInTenant {
  readonly applications: Row[] = [];
  readonly secrets = new Map<string, string>();
  readonly resources: Row[] = [];
  readonly hooks: Row[] = [];
  /** "absent" as in a Logto before 1.42, "not allowed" where its protection against private addresses is off. */
  metadataDocuments: "on" | "off" | "absent" | "not allowed" = "off";
  /** Every call that changes something, as "POST /applications". */
  readonly changes: string[] = [];
  mayManage = true;
  /** Answers in place of the usual ones, by path. */
  readonly faults = new Map<string, Answer>();
  readonly credentials = { appId: "m2m", appSecret: "m2m-secret-do-not-print" };
  readonly resource = "https://default.logto.app/api";
  readonly #token = randomBytes(32).toString("base64url");
  readonly #server = createServer(async (request, response) => {
    const [status, body, headers] = await this.#answer(request);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });

  static async start(): Promise<StandInTenant> {
    const standIn = new StandInTenant();
    await once(standIn.#server.listen(0, "127.0.0.1"), "listening");
    return standIn;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get access() {
    return { endpoint: this.endpoint, resource: this.resource, ...this.credentials };
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    let text = "";
    for await (const chunk of request) text += chunk;
    const path = request.url ?? "";
    const [pathname = ""] = path.split("?");
    const fault = this.faults.get(pathname);
    if (fault) return fault;
    const open = this.#answerOpenly(pathname, new URL(path, this.endpoint).searchParams, new URLSearchParams(text));
    if (open) return open;
    if (path === "/oidc/token") return this.#issueToken(request, new URLSearchParams(text));
    if (request.headers.authorization !== `Bearer ${this.#token}`)
      return refused(401, "auth.unauthorized", "Unauthorized. Please check credentials and its scope.");
    if (!this.mayManage)
      return refused(403, "auth.forbidden", "Forbidden. Please check your user roles and permissions.");
    if (request.method !== "GET") this.changes.push(`${request.method} ${path.replace("/api", "")}`);
    return this.#manage(`${request.method} ${path}`, text === "" ? {} : JSON.parse(text));
  }

  #answerOpenly(path: string, query: URLSearchParams, form: URLSearchParams): Answer | undefined {
    const issuer = `${this.endpoint}/oidc`;
    if (path === "/oidc/.well-known/openid-configuration")
      return [200, { issuer, client_id_metadata_document_supported: this.metadataDocuments === "on" }];
    if (path === "/oidc/auth") return this.#authorize(query);
    if (path === "/oidc/token/introspection")
      return this.secrets.get(form.get("client_id") ?? "") === form.get("client_secret")
        ? [200, { active: false }]
        : [401, { error: "invalid_client" }];
    if (path === "/oidc/me") {
      const challenge = `Bearer realm="${issuer}", error="invalid_token", error_description="invalid token provided"`;
      return [401, { error: "invalid_token" }, { "www-authenticate": challenge }];
    }
    return undefined;
  }

  #authorize(query: URLSearchParams): Answer {
    const application = this.applications.find(({ id }) => id === query.get("client_id"));
    if (!application) return [400, { error: "invalid_client" }];
    const redirectUri = query.get("redirect_uri") ?? "";
    const { redirectUris } = application.oidcClientMetadata as { redirectUris: string[] };
    if (!redirectUris.includes(redirectUri)) return [400, { error: "invalid_redirect_uri" }];
    const resource = query.get("resource");
    const isKnown = resource === null || this.resources.some(({ indicator }) => indicator === resource);
    const error = isKnown ? "login_required" : "invalid_target";
    return [303, {}, { location: `${redirectUri}?error=${error}` }];
  }

  #issueToken({ headers }: IncomingMessage, form: URLSearchParams): Answer {
    const { appId, appSecret } = this.credentials;
    if (headers.authorization !== `Basic ${Buffer.from(`${appId}:${appSecret}`).toString("base64")}`)
      return [401, { code: "oidc.invalid_client", error: "invalid_client", message: "Client authentication failed." }];
    if (form.get("resource") !== this.resource)
      return [400, { code: "oidc.invalid_target", error: "invalid_target", message: "Invalid resource indicator." }];
    if (form.get("grant_type") !== "client_credentials" || form.get("scope") !== "all")
      return [400, { code: "oidc.invalid_request", error: "invalid_request" }];
    return [200, { access_token: this.#token, expires_in: 3600, token_type: "Bearer", scope: "all" }];
  }

  #manage(asked: string, body: Row): Answer {
    const [, what = "", id = "", part = ""] = /^\w+ \/api\/([\w]+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(asked) ?? [];
    if (what === "configs" && id === "cimd") return this.#switch(asked, body);
    const rows = { applications: this.applications, resources: this.resources, hooks: this.hooks }[what];
    if (!rows) return refused(404, "request.general", "Not found.");
    const row = rows.find((each) => each.id === id);
    if (id && !row) return refused(404, "entity.not_exists_with_id", `The ${what} with ID ${id} does not exist.`);
    if (asked.startsWith("GET") && part === "secrets")
      return [200, [{ applicationId: id, name: "Default secret", value: this.secrets.get(id), expiresAt: null }]];
    if (asked.startsWith("GET")) return [200, row ?? rows];
    const wrong = what === "applications" ? wrongIn(body, row === undefined) : null;
    if (wrong) return refused(400, "guard.invalid_input", wrong);
    return row ? [200, Object.assign(row, body)] : this.#create(what, rows, body);
  }

  #create(what: string, rows: Row[], body: object): Answer {
    const row: Row = { tenantId: "default", ...body, id: makeId() };
    rows.push(row);
    if (what === "applications") {
      this.secrets.set(row.id, `${makeId()}-do-not-print`);
      return [200, { customClientMetadata: {}, secret: "internal:none", isThirdParty: false, ...row }];
    }
    if (what === "hooks") row.signingKey = `${makeId()}-do-not-print`;
    return [201, row];
  }

  #switch(asked: string, { enabled }: Row): Answer {
    if (this.metadataDocuments === "absent") return refused(404, "request.general", "Not found.");
    if (asked.startsWith("PATCH") && enabled && this.metadataDocuments === "not allowed")
      return refused(422, "oidc.cimd_requires_ssrf_protection", "The protection against private addresses is off.");
    if (asked.startsWith("PATCH")) this.metadataDocuments = enabled ? "on" : "off";
    return [200, { enabled: this.metadataDocuments === "on" }];
  }
}

/** Both lists are needed whenever the metadata is sent; a PATCH without them answers 400. */
function wrongIn({ name, type, oidcClientMetadata }: Row, isNew: boolean): string | null {
  if (isNew && !(name && type)) return "name and type are required";
  if (oidcClientMetadata === undefined) return isNew ? "oidcClientMetadata is required" : null;
  const { redirectUris, postLogoutRedirectUris } = oidcClientMetadata as Record<string, unknown>;
  return Array.isArray(redirectUris) && Array.isArray(postLogoutRedirectUris) ? null : "both lists are required";
}
