import { readFileSync } from "node:fs";

/** What the launcher reports about the app under test. */
export interface Running {
  readonly url: string;
  readonly identity: { readonly endpoint: string };
  readonly gpt: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string };
  readonly mcp: { readonly url: string; readonly clientId: string };
  readonly person: { readonly username: string; readonly password: string };
  readonly database: { readonly url: string };
}

export const running = JSON.parse(readFileSync(process.env.AGENDA_RUNNING ?? ".data/running.json", "utf8")) as Running;
