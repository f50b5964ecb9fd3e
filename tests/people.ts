import { signInAtEmbedded } from "../tools/gpt/embedded-sign-in.ts";
import { GptClient } from "../tools/gpt/gpt-client.ts";
import { Visitor } from "../tools/gpt/visitor.ts";
import { freshPerson } from "./harness/identity-door.ts";
import { running } from "./harness/running.ts";

/** Somebody with an account at the identity server that nobody else uses. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

/** Makes an account; the person has not been at any door of the agenda yet. */
export async function makePerson(): Promise<Person> {
  return (await makePersonWithGpt()).person;
}

/** The same, with the GPT in which the account was made: they need not sign in once more. */
export async function makePersonWithGpt(): Promise<{ person: Person; client: GptClient }> {
  const { username, password } = freshPerson();
  const client = clientFor({ username, password }, true);
  await client.accessToken();
  return { person: { username, password }, client };
}

/** The person's GPT: signs in by itself, keeps and refreshes its tokens as ChatGPT does. One client is one conversation. */
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
      register = false; // whoever comes back has an account
      return callback;
    },
  });
}

/** A signed-in browser without a screen. */
export class Browser {
  readonly visitor = new Visitor();

  /** Signs in at the page, as a person does. @param isNew whether that makes the account */
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
