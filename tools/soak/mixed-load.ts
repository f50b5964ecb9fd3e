import { setTimeout as pause } from "node:timers/promises";
import type { App } from "../../dev/start-app.ts";
import { doorTrials } from "../bench/mcp-trials.ts";
import { ask, create, day, type OpenPage } from "../rehearse/calls.ts";
import type { SignedIn } from "./signed-in.ts";

export interface Called {
  readonly kind: string;
  /** 0 for a connection that broke. */
  readonly status: number;
  readonly tookMs: number;
}

export interface MixedLoad {
  readonly called: readonly Called[];
  /** How long after the writer's answer each open page heard, in milliseconds. */
  readonly toldMs: readonly number[];
}

/** Who takes part, with what is theirs. */
interface Participant extends SignedIn {
  readonly mcpToken: string;
  readonly pages: readonly OpenPage[];
}

interface Options {
  readonly minutes: number;
  readonly mcpUrl: string;
}

/** Everybody creates, lists, searches, asks what changed and calls a tool by MCP, one after the other, with pages open. */
export async function runMixedLoad(app: App, people: readonly Participant[], options: Options): Promise<MixedLoad> {
  const called: Called[] = [];
  const toldMs: number[] = [];
  const timed = async <T extends { readonly status: number }>(kind: string, call: () => Promise<T>): Promise<T> => {
    const sentMs = performance.now();
    const answer = await call();
    called.push({ kind, status: answer.status, tookMs: performance.now() - sentMs });
    return answer;
  };
  const endMs = performance.now() + options.minutes * 60_000;
  const live = async (person: Participant) => {
    for (let n = 0; performance.now() < endMs; n++) {
      const { body } = await timed("create", () => create(app, person.token, `Item ${n}`));
      const answeredMs = performance.now();
      const rev = body.change?.id ?? 1;
      await timed("list", () => ask(app, person.token, `/api/items?from=${day}&to=${day}&limit=50`));
      await timed("search", () => ask(app, person.token, "/api/items?q=Item&limit=25"));
      await timed("changes", () => ask(app, person.token, `/api/changes?since=${rev - 1}`));
      await timed("a tool by MCP", () => callTool(app, person, options.mcpUrl));
      for (const page of person.pages) {
        const atMs = page.told.get(rev);
        if (atMs !== undefined) toldMs.push(Math.max(0, atMs - answeredMs));
        page.told.clear();
      }
      await pause(300);
    }
  };
  await Promise.all(people.map(live));
  return { called, toldMs };
}

async function callTool(app: App, { token, mcpToken }: Participant, mcpUrl: string): Promise<{ status: number }> {
  const agenda = { token, mcpToken, mcpUrl } as Parameters<typeof doorTrials>[1];
  const [, { load }] = doorTrials({ pid: app.pid, url: app.url }, agenda);
  try {
    const { host: _, ...headers } = load.headers; // fetch takes it from the address, which must be the one that people open
    const answer = await fetch(mcpUrl, {
      method: "POST",
      headers,
      ...(load.body !== undefined && { body: load.body }),
    });
    await answer.arrayBuffer();
    return answer;
  } catch {
    return { status: 0 };
  }
}
