import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openapiYaml } from "../../../contract/openapi/openapi-yaml.ts";

type Say = (response: ServerResponse) => void;

const json =
  (status: number, body: unknown): Say =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** The running app behind its proxy, as far as the doctor asks; either may be broken. Listens on loopback. */
export class StandInAgenda {
  /** Answers in place of the usual ones, by path. */
  readonly faults = new Map<string, Say>();
  readonly #logtoEndpoint: string;
  readonly #server = createServer((request, response) => {
    request.resume(); // a body is never read to its end before the answer
    const [path = ""] = request.url?.split("?") ?? [];
    const say = this.faults.get(path) ?? this.#usual()[path] ?? json(404, { code: "not_found" });
    request.on("end", () => say(response));
  });

  constructor(logtoEndpoint: string) {
    this.#logtoEndpoint = logtoEndpoint;
  }

  async listen(): Promise<this> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #usual(): Readonly<Record<string, Say>> {
    const metadata = { resource: `${this.url}/mcp`, authorization_servers: [`${this.#logtoEndpoint}/oidc`] };
    const { url: appUrl } = this;
    return {
      "/": json(200, {}),
      "/api/healthz": json(200, { status: "alive" }),
      "/api/readyz": json(200, { status: "ready", checks: { database: "ready" } }),
      "/api/import": json(401, { code: "unauthorized" }),
      "/api/probe": twoLines,
      "/mcp": json(401, { code: "unauthorized" }),
      "/openapi.yaml": (response) => response.end(openapiYaml({ appUrl, logtoEndpoint: this.#logtoEndpoint })),
      "/.well-known/oauth-protected-resource": json(200, metadata),
      "/.well-known/oauth-protected-resource/mcp": json(200, metadata),
    };
  }
}

const twoLines: Say = (response) => {
  response.writeHead(200).write("first\n");
  setTimeout(() => response.end("last\n"), 250);
};

export { json };
