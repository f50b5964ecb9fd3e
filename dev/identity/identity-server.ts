import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { Provider } from "oidc-provider";
import { type Credentials, keepClient, keepPublicClient } from "./clients.ts";
import { errors } from "./engine.ts";
import { createSchema, keepSecret, openPool, type Queryable, sweep } from "./identity-database.ts";
import { makeInteractions, NotUnderWay } from "./interactions.ts";
import { keepManagement, makeManagementApi } from "./management-api.ts";
import { facePath } from "./page-style.ts";
import { readingOf } from "./page-words.ts";
import { messagePage, pageHeaders } from "./pages.ts";
import { RegistrationRefused, registerPerson } from "./people.ts";
import { makeProvider } from "./provider.ts";
import { makeSpeakablePassword } from "./random.ts";
import { keepResource } from "./resources.ts";

const sweepEveryMs = 60 * 60_000;
const face = createRequire(import.meta.url).resolve("@fontsource-variable/geist/files/geist-latin-wght-normal.woff2");

interface IdentityOptions {
  readonly host: "127.0.0.1";
  readonly port: number;
  /** The address that browsers and programs use, without `/oidc`: http://localhost:3001 */
  readonly endpoint: string;
  /** The web page's address; its redirect addresses are derived from it at each start. */
  readonly appUrl: string;
  readonly databaseUrl: string;
  /** The loopback port where the terminal client waits for its callback. */
  readonly gptPort?: number;
}

export interface Identity {
  readonly endpoint: string;
  readonly web: { readonly appId: string; readonly appSecret: string };
  readonly gpt: Credentials & { readonly redirectUri: string };
  /** The public client for terminal programs, and the resource that its tokens are for. */
  readonly mcp: { readonly url: string; readonly clientId: string };
  readonly management: Credentials;
  readonly person: { readonly username: string; readonly password: string };
  close(): Promise<void>;
}

/**
 * Starts the embedded, Logto-compatible identity server in this process. All its state is in the database, so a restart signs
 * nobody out.
 * @throws if the database cannot be reached or the port is taken
 */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  const { host, port, endpoint, appUrl, databaseUrl, gptPort = 3002 } = options;
  const pool = openPool(databaseUrl);
  try {
    await createSchema(pool);
    await sweep(pool);
    const web = await keepClient(pool, "web", {
      name: "Agenda Assistant",
      redirectUris: [`${appUrl}/callback`],
      postLogoutRedirectUris: [`${appUrl}/`, appUrl],
      backchannelLogoutUri: `${appUrl}/backchannel-logout`,
    });
    const redirectUri = `http://127.0.0.1:${gptPort}/aip/g-local/oauth/callback`;
    const gpt = await keepClient(pool, "gpt", {
      name: "Agenda Assistant for ChatGPT",
      redirectUris: [
        redirectUri,
        "https://chatgpt.com/aip/*/oauth/callback",
        "https://chat.openai.com/aip/*/oauth/callback",
      ],
      alwaysIssueRefreshToken: true,
    });
    const mcp = {
      url: `${appUrl}/mcp`,
      clientId: await keepPublicClient(pool, "mcp", "Agenda Assistant in the terminal"),
    };
    await keepResource(pool, mcp.url);
    const management = await keepManagement(pool);
    const person = await keepDemoPerson(pool);
    const provider = await makeProvider(pool, { endpoint, appUrl });
    const server = createServer(makeListener(provider, pool, { endpoint, appUrl, management }));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    // A failed sweep is retried an hour later; expired rows are not read meanwhile.
    const sweeping = setInterval(() => void sweep(pool).catch(() => undefined), sweepEveryMs);
    sweeping.unref();
    return {
      endpoint,
      web: { appId: web.clientId, appSecret: web.clientSecret },
      gpt: { ...gpt, redirectUri },
      mcp,
      management,
      person,
      async close() {
        clearInterval(sweeping);
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
        await pool.end();
      },
    };
  } catch (thrown) {
    await pool.end();
    throw thrown;
  }
}

/** The demo user is created once, with a password unique to this installation, which the launcher prints at each start. */
async function keepDemoPerson(database: Queryable): Promise<{ username: string; password: string }> {
  const username = "demo";
  const password = await keepSecret(database, "demo password", makeSpeakablePassword);
  const { rowCount } = await database.query("select from embedded_identity.person where username = $1", [username]);
  try {
    if (!rowCount) await registerPerson(database, { username, password, name: "Demo" });
  } catch (thrown) {
    if (!(thrown instanceof RegistrationRefused)) throw thrown; // Another server created it a moment ago.
  }
  return { username, password };
}

function makeListener(
  provider: Provider,
  database: Queryable,
  { endpoint, appUrl, management }: { endpoint: string; appUrl: string; management: Credentials },
) {
  const manage = makeManagementApi(database, endpoint, management);
  const oidc = provider.callback();
  const interactions = makeInteractions(provider, database);
  const ownHost = new URL(endpoint).host;

  const say = (response: ServerResponse, status: number, title: string, text: string) => {
    response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" });
    response.end(messagePage(title, text, appUrl, readingOf(response.req.headers["accept-language"])));
  };

  async function answer(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    // oidc-provider builds every address from Host, so only our own host is accepted.
    if (request.headers.host !== ownHost) {
      response
        .writeHead(421, { "Content-Type": "text/plain; charset=utf-8" })
        .end(`This server answers at ${endpoint} only.\n`);
      return;
    }
    const url = request.url ?? "/";
    const [, room, uid] = /^\/(oidc|sign-in|consent|api)(?:\/([\w-]+))?(?=[/?]|$)/.exec(url) ?? [];
    if (room === "oidc") {
      request.originalUrl = url;
      request.url = url.slice("/oidc".length) || "/";
      response.removeHeader("Cache-Control"); // oidc-provider decides which of its answers may be cached.
      return oidc(request, response);
    }
    if (room === "api") return manage(request, response);
    if (url === facePath) {
      response.writeHead(200, { "Content-Type": "font/woff2", "Cache-Control": "public, max-age=86400" });
      return void response.end(await readFile(face));
    }
    if (room === "sign-in" && uid) return interactions.signIn(request, response, uid);
    if (room === "consent" && uid) return interactions.consent(request, response, uid);
    say(
      response,
      url === "/" ? 200 : 404,
      "Embedded sign-in",
      "There is nothing to do here: signing in starts at the agenda.",
    );
  }

  return (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((thrown: unknown) => {
      if (response.headersSent) return void response.destroy();
      if (thrown instanceof errors.SessionNotFound || thrown instanceof NotUnderWay)
        return say(
          response,
          400,
          "Start again",
          "This sign-in has expired or was already used. Start again from the agenda.",
        );
      console.error(`Identity server: ${thrown instanceof Error ? thrown.stack : thrown}`);
      say(response, 500, "Something went wrong", "The sign-in did not work. Try again in a moment.");
    });
  };
}
