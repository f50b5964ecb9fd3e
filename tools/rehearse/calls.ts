import { get } from "node:http";
import { reservePort } from "../../dev/ports.ts";
import type { App } from "../../dev/start-app.ts";
import { withDatabase } from "../bench/agendas.ts";
import type { InstanceOptions, Parts } from "../bench/parts.ts";

export const day = "2027-03-05";

/** Starts a further instance beside the one at the app's address. */
export async function startBeside(parts: Parts, options: InstanceOptions): Promise<App> {
  const reserved = await reservePort(0, "127.0.0.1");
  await reserved.release();
  return parts.startInstance({ ...options, port: reserved.port });
}

/** A further, empty database at the same server. @returns its address */
export async function makeDatabase(parts: Parts, name: string): Promise<string> {
  await withDatabase(parts, async (database) => {
    await database.query(`CREATE DATABASE ${name}`);
  });
  return Object.assign(new URL(parts.databaseUrl), { pathname: `/${name}` }).href;
}

/** Where it is. */
type At = Pick<App, "url">;

/** What one call got. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: { readonly items?: readonly { readonly text: string }[]; readonly change?: { readonly id: number } };
}

/** One call of an assistant; a connection that breaks has the status 0. */
export async function ask(app: At, token: string, path: string, body?: object, key?: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    ...(key !== undefined && { "idempotency-key": key }),
  };
  const init = body ? { method: "POST", body: JSON.stringify(body), headers } : { headers };
  try {
    const response = await fetch(`${app.url}${path}`, init);
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: (await response.json()) as Answer["body"],
    };
  } catch {
    return { status: 0, retryAfter: null, body: {} };
  }
}

export const create = (app: At, token: string, text: string, key?: string): Promise<Answer> =>
  ask(app, token, "/api/items", { items: [{ text, date: day }], allowDuplicates: true }, key);

/** An open page: when it heard of which rev. */
export interface OpenPage {
  readonly told: Map<number, number>;
  close(): void;
}

/** Opens a feed, as a page does. @param cookie of a session */
export function openPage(app: At, cookie: string): Promise<OpenPage> {
  const told = new Map<number, number>();
  const asked = get(`${app.url}/api/feed?since=0`, { headers: { cookie } });
  return new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`A feed answered ${answer.statusCode}.`));
      answer.on("error", () => {});
      answer.on("data", (chunk: Buffer) => {
        for (const [, rev] of String(chunk).matchAll(/^id: (\d+)$/gm)) told.set(Number(rev), performance.now());
      });
      resolve({ told, close: () => asked.destroy() });
    });
  });
}
