import { setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";
import type { App } from "../../dev/start-app.ts";
import type { Parts } from "../bench/parts.ts";
import { cookieOf, makePerson, mcpTokenOf, type Person } from "../bench/person.ts";
import { type OpenPage, openPage } from "../rehearse/calls.ts";

/** A person with what their programs and their browser send. */
export interface SignedIn {
  readonly person: Person;
  readonly token: string;
  readonly cookie: string;
}

/** A few at once: signing in and opening pages are not measured, and the door refuses what comes in a rush. */
const few = pLimit(4);

export function signInMany(parts: Parts, count: number): Promise<SignedIn[]> {
  const signIn = async () => {
    const person = await makePerson(parts);
    return { person, cookie: await cookieOf(parts, person), token: await person.gpt.accessToken() };
  };
  return Promise.all(Array.from({ length: count }, () => few(signIn)));
}

export const mcpTokensOf = (parts: Parts, people: readonly SignedIn[]): Promise<string[]> =>
  Promise.all(people.map(({ person }) => few(() => mcpTokenOf(parts, person))));

/** Opens the same number of pages for each, in the order of the people. */
export function openPages(app: App, people: readonly SignedIn[], count: number): Promise<OpenPage[][]> {
  const openAll = async ({ cookie }: SignedIn) => {
    const pages: OpenPage[] = [];
    while (pages.length < count) pages.push(await openPatiently(app, cookie));
    return pages;
  };
  return Promise.all(people.map((each) => few(() => openAll(each))));
}

/** As a page does: it tries again if the door is too busy. */
async function openPatiently(app: App, cookie: string, attemptsLeft = 20): Promise<OpenPage> {
  try {
    return await openPage(app, cookie);
  } catch (thrown) {
    if (attemptsLeft === 0) throw thrown;
    await pause(250);
    return openPatiently(app, cookie, attemptsLeft - 1);
  }
}
