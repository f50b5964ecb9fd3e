import { signInAtEmbedded } from "../tools/gpt/embedded-sign-in.ts";
import { GptClient } from "../tools/gpt/gpt-client.ts";
import { Visitor } from "../tools/gpt/visitor.ts";
import { type Person, storePerson } from "./harness/identity-door.ts";
import { running } from "./harness/running.ts";

export type { Person } from "./harness/identity-door.ts";

/** Creates an account, unique to one test; the user has not visited the agenda yet. */
export const makePerson = (): Promise<Person> => storePerson();

/** The user's GPT: signs in automatically, keeps and refreshes its tokens like ChatGPT. One client is one conversation. */
export const gptOf = (person: Person): GptClient =>
  new GptClient({
    url: running.url,
    credentials: running.gpt,
    authorize: (url) => signInAtEmbedded(url, person),
  });

/** A signed-in browser without a screen. */
export class Browser {
  readonly visitor = new Visitor();
  /** The instance that it is signed in at. */
  readonly app: string;

  constructor(app = running.url) {
    this.app = app;
  }

  /** Signs in on the page, as a user does. */
  static async of(person: Person, app = running.url, cookies: Readonly<Record<string, string>> = {}): Promise<Browser> {
    const browser = new Browser(app);
    for (const [name, value] of Object.entries(cookies)) browser.visitor.setCookie(name, value);
    const start = await browser.visitor.visit(new URL("/sign-in", app));
    const authorize = new URL(start.headers.get("location") ?? "");
    const callback = await signInAtEmbedded(authorize, { ...person, visitor: browser.visitor });
    const end = await browser.visitor.visit(new URL(callback.pathname + callback.search, app));
    if (end.headers.get("location") !== "/") throw new Error(`Sign-in ended at ${end.headers.get("location")}`);
    return browser;
  }

  /** Calls the API as the page does: same origin, JSON. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    app = this.app,
  ): Promise<{ status: number; headers: Headers; body: never }> {
    const response = await this.visitor.visit(new URL(path, app), {
      method,
      headers: { "sec-fetch-site": "same-origin", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  }
}
