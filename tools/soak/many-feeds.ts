import { setTimeout as pause } from "node:timers/promises";
import type { App } from "../../dev/start-app.ts";
import { create } from "../rehearse/calls.ts";
import { openPages, type SignedIn } from "./signed-in.ts";

/** As many as one session may have. */
const feedsOfEach = 20;
const writesPerSecond = 20;
const seconds = 30;
/** What is still in transit when the last write is answered. */
const lastMs = 2_000;

export interface ManyFeeds {
  readonly feeds: number;
  readonly writes: number;
  readonly refused: number;
  /** From sending a write to each of that person's pages hearing of it, in milliseconds. */
  readonly toldMs: readonly number[];
  /** Pages that had heard of no such rev in the end. */
  readonly untold: number;
}

/** Twenty writes a second, at a steady pace whether or not earlier ones are answered, with every page open at once. */
export async function runManyFeeds(app: App, people: readonly SignedIn[]): Promise<ManyFeeds> {
  const opened = await openPages(app, people, feedsOfEach);
  const toldMs: number[] = [];
  let [refused, untold] = [0, 0];
  const write = async (index: number): Promise<void> => {
    const [person, pages] = [people[index % people.length], opened[index % people.length] ?? []];
    if (!person) return;
    const sentMs = performance.now();
    const { body } = await create(app, person.token, `Item ${index}`);
    const rev = body.change?.id;
    if (rev === undefined) {
      refused += 1;
      return;
    }
    await pause(lastMs);
    for (const { told } of pages) {
      const atMs = told.get(rev);
      if (atMs === undefined) untold += 1;
      else toldMs.push(atMs - sentMs);
    }
  };
  const writes = writesPerSecond * seconds;
  const startedMs = performance.now();
  const under: Promise<void>[] = [];
  for (let index = 0; index < writes; index++) {
    await pause(Math.max(0, startedMs + (index * 1_000) / writesPerSecond - performance.now()));
    under.push(write(index));
  }
  await Promise.all(under);
  for (const page of opened.flat()) page.close();
  return { feeds: people.length * feedsOfEach, writes, refused, toldMs, untold };
}
