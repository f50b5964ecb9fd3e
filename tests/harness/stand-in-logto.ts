import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Say = (response: ServerResponse) => void;

export const json =
  (status: number, body: unknown): Say =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
export const html =
  (status: number): Say =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<!doctype html><p>Hello</p>");
export const redirect =
  (location: string): Say =>
  (response) =>
    response.writeHead(302, { location }).end();
/** Accepts the request and never answers. */
export const silence: Say = () => undefined;

/** How the stand-in answers requests about one token. */
interface Words {
  readonly me: Say;
  readonly introspection: Say;
}

/** A Logto that answers whatever a test wants and counts requests. Listens on loopback. */
export class StandInLogto {
  readonly clientId = "the-gpt";
  /** Every request, as "me <token>", "introspection <token>", "refresh <token>" or "discovery". */
  readonly asked: string[] = [];
  /** Its answer to a refresh. */
  refresh: Say = json(404, {});
  /** Whether it serves a discovery document, as a working Logto does. */
  isPublished = false;
  readonly #words = new Map<string, Words>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #port = 0;

  static async start(): Promise<StandInLogto> {
    const standIn = new StandInLogto();
    await standIn.listen();
    return standIn;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Sets the answers about a token; defaults are those of a valid one. */
  knows(token: string, sub: string, words: Partial<Words> = {}): void {
    const introspection = json(200, { active: true, client_id: this.clientId });
    this.#words.set(token, { me: json(200, { sub }), introspection, ...words });
  }

  count(question: "discovery" | "me" | "introspection" | "refresh", token?: string): number {
    return this.asked.filter((each) => each.startsWith(token ? `${question} ${token}` : question)).length;
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(this.#port, "127.0.0.1"), "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const unknown: Words = { me: json(401, { error: "invalid_token" }), introspection: json(200, { active: false }) };
    if (request.url === "/oidc/me") {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      this.asked.push(`me ${token}`);
      return (this.#words.get(token) ?? unknown).me(response);
    }
    if (request.url === "/oidc/token/introspection" && request.method === "POST") {
      const token = new URLSearchParams(body).get("token") ?? "";
      this.asked.push(`introspection ${token}`);
      return (this.#words.get(token) ?? unknown).introspection(response);
    }
    if (request.url === "/oidc/token" && request.method === "POST") {
      this.asked.push(`refresh ${new URLSearchParams(body).get("refresh_token")}`);
      return this.refresh(response);
    }
    if (request.url === "/oidc/.well-known/openid-configuration") {
      this.asked.push("discovery");
      if (this.isPublished) return json(200, this.#discovery())(response);
    }
    json(404, {})(response);
  }

  #discovery() {
    const issuer = `${this.endpoint}/oidc`;
    return {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      end_session_endpoint: `${issuer}/session/end`,
      revocation_endpoint: `${issuer}/token/revocation`,
      jwks_uri: `${issuer}/jwks`,
    };
  }
}
