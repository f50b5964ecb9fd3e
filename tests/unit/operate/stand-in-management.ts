import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Row = Record<string, unknown> & { id: string };
type Answer = readonly [status: number, body: unknown];

const refused = (status: number, code: string, message: string): Answer => [status, { code, message }];
const makeId = () => randomBytes(10).toString("hex");

/**
 * Logto's Management API in memory: as recorded from 1.42, and as its sources say where nothing was recorded. Listens on
 * loopback.
 */
export class StandInManagement {
  readonly applications: Row[] = [];
  readonly secrets = new Map<string, string>();
  readonly resources: Row[] = [];
  readonly hooks: Row[] = [];
  /** "absent" as in a Logto before 1.42, "not allowed" where its protection against private addresses is off. */
  metadataDocuments: "on" | "off" | "absent" | "not allowed" = "off";
  /** Every call that changes something, as "POST /applications". */
  readonly changes: string[] = [];
  mayManage = true;
  readonly credentials = { appId: "m2m", appSecret: "m2m-secret-do-not-print" };
  readonly resource = "https://default.logto.app/api";
  readonly #token = randomBytes(32).toString("base64url");
  readonly #server = createServer(async (request, response) => {
    const [status, body] = await this.#answer(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });

  static async start(): Promise<StandInManagement> {
    const standIn = new StandInManagement();
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
    if (path === "/oidc/token") return this.#issueToken(request, new URLSearchParams(text));
    if (request.headers.authorization !== `Bearer ${this.#token}`)
      return refused(401, "auth.unauthorized", "Unauthorized. Please check credentials and its scope.");
    if (!this.mayManage)
      return refused(403, "auth.forbidden", "Forbidden. Please check your user roles and permissions.");
    if (request.method !== "GET") this.changes.push(`${request.method} ${path.replace("/api", "")}`);
    return this.#manage(`${request.method} ${path}`, text === "" ? {} : JSON.parse(text));
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
