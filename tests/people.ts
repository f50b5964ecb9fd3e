import { signInAtEmbedded } from "../tools/gpt/embedded-sign-in.ts";
import { GptClient } from "../tools/gpt/gpt-client.ts";
import { Visitor } from "../tools/gpt/visitor.ts";
import { freshPerson } from "./harness/identity-door.ts";
import { running } from "./harness/running.ts";

/** A user with an account at the identity server, unique to one test. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

/** Creates an account; the user has not visited the agenda yet. */
export async function makePerson(): Promise<Person> {
  return (await makePersonWithGpt()).person;
}

/** Like `makePerson`, with the GPT that created the account, which saves another sign-in. */
export async function makePersonWithGpt(): Promise<{ person: Person; client: GptClient }> {
  const { username, password } = freshPerson();
  const client = clientFor({ username, password }, true);
  await client.accessToken();
  return { person: { username, password }, client };
}

/** The user's GPT: signs in automatically, keeps and refreshes its tokens like ChatGPT. One client is one conversation. */
export function gptOf(person: Person): GptClient {
  return clientFor(person, false);
}

function clientFor(person: Person, isNew: boolean): GptClient {
  let register = isNew;
  return new GptClient({
    url: running.url,
    credentials: running.gpt,
    async authorize(url) {
      const callback = await signInAtEmbedded(url, { ...person, register });
      register = false; // the account exists from the second sign-in on
      return callback;
    },
  });
}

/** A signed-in browser without a screen. */
export class Browser {
  readonly visitor = new Visitor();

  /** Signs in on the page, as a user does. @param isNew whether this creates the account */
  static async of(
    person: Person,
    app = running.url,
    cookies: Readonly<Record<string, string>> = {},
    isNew = false,
  ): Promise<Browser> {
    const browser = new Browser();
    for (const [name, value] of Object.entries(cookies)) browser.visitor.setCookie(name, value);
    const start = await browser.visitor.visit(new URL("/sign-in", app));
    const authorize = new URL(start.headers.get("location") ?? "");
    const callback = await signInAtEmbedded(authorize, { ...person, register: isNew, visitor: browser.visitor });
    const end = await browser.visitor.visit(new URL(callback.pathname + callback.search, app));
    if (end.headers.get("location") !== "/") throw new Error(`Sign-in ended at ${end.headers.get("location")}`);
    return browser;
  }

  /** Calls the API as the page does: same origin, JSON. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    app = running.url,
  ): Promise<{ status: number; headers: Headers; body: never }> {
    const response = await this.visitor.visit(new URL(path, app), {
      method,
      headers: { "sec-fetch-site": "same-origin", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  }
}
