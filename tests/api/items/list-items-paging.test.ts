import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { type Entry, readPages, shown } from "../../harness/pages.ts";
import { running } from "../../harness/running.ts";

/** Pseudo-random, but the same in each run. */
function chooser(seed: number) {
  let state = seed;
  return <T>(choices: readonly T[]): T => {
    state = (state * 48_271) % 0x7fffffff;
    return choices[state % choices.length] as T;
  };
}

const zones = ["Europe/Paris", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"];
const days = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => `2027-10-${String(first + n).padStart(2, "0")}`);

/** All-day, timed and running items of several zones around the end of DST, many with the same start. */
function mixture(count: number): Entry[] {
  const choose = chooser(7);
  return Array.from({ length: count }, (_, n) => {
    const date = choose(days(20, 11));
    const endDate = choose([undefined, undefined, "2027-10-31", "2027-11-02"]);
    const startTime = choose([undefined, "00:00", "00:00", "02:30", "12:00", "23:59"]);
    const timeZone = choose(zones);
    if (startTime === undefined) return { text: `${n}`, date, ...(endDate && { endDate }) };
    if (endDate === undefined && startTime !== "23:59" && choose([true, false]))
      return { text: `${n}`, date, startTime, endTime: "23:59", timeZone };
    return {
      text: `${n}`,
      date,
      startTime,
      timeZone,
      ...(endDate && { endDate, endTime: choose(["00:00", "12:00"]) }),
    };
  });
}

test("any limit gives the same sequence as one page, in any zone and window", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const entries = mixture(150);
  await gpt.makeAll(entries);
  const windows = [
    { from: "2027-10-20", to: "2027-11-02" },
    { from: "2027-10-24", to: "2027-10-25" },
    { from: "2027-10-31", to: "2027-10-31" },
  ];
  for (const [index, timeZone] of zones.entries())
    for (const { from, to } of windows) {
      const expected = shown(entries, from, to, timeZone);
      expect(expected.length).toBeGreaterThan(20);
      const read = (limit: number) => readPages(gpt, { from, to, timeZone, limit });
      expect(await read(200)).toEqual([expected]);
      const limit = [7, 13, 1, 50, 19][index] ?? 7;
      const pages = await read(limit);
      expect(pages.flat()).toEqual(expected);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
});

test("items added and removed between two pages make no other one appear twice or vanish", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const entries = mixture(60);
  const ids = await gpt.makeAll(entries);
  const window = { from: "2027-10-20", to: "2027-11-02", limit: 6 };
  const expected = shown(entries, window.from, window.to, "Europe/Paris");
  const gone = expected.at(-2) ?? "";
  const pages = await readPages(gpt, window, async (page) => {
    if (page === 2) await gpt.make({ text: "early", date: "2027-10-20" });
    if (page === 3) await gpt.make({ text: "late", date: "2027-11-02", startTime: "23:00" });
    if (page === 4) await gpt.call("deleteItemById", { id: ids[Number(gone)] });
    if (page === 5) await gpt.call("deleteItemById", { id: ids[Number(expected[0])] });
  });
  expect(pages.flat()).toEqual([...expected.filter((text) => text !== gone), "late"]);
});

test("a page ends before it exceeds 90,000 characters, and the next one continues", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const wide = "\u{1F388}";
  const tags = Array.from({ length: 20 }, (_, n) => `${String(n).padStart(2, "0")}${wide.repeat(48)}`);
  const large = (n: number) => ({
    text: `${n} `.padEnd(5) + '"'.repeat(495),
    date: "2027-03-01",
    startTime: "10:00",
    endDate: "2027-03-02",
    endTime: "09:00",
    timeZone: "America/New_York",
    notes: `n${"\n".repeat(3998)}n`,
    location: wide.repeat(300),
    url: `https://example.com/${wide.repeat(1980)}`,
    tags,
  });
  const count = 60;
  for (let n = 0; n < count; n += 20)
    await web.call("createItems", { items: Array.from({ length: 20 }, (_, i) => large(n + i)) });
  const seen: number[] = [];
  let args: Record<string, unknown> = { from: "2027-03-01", to: "2027-03-02", limit: count };
  for (;;) {
    const answer = await gpt.call("listItems", args);
    const { items, nextCursor } = answer;
    const characters = JSON.stringify(answer).length;
    expect(characters).toBeLessThanOrEqual(90_000);
    if (nextCursor) expect(characters).toBeGreaterThan(75_000);
    seen.push(...items.map(({ text }) => Number.parseInt(text, 10)));
    if (!nextCursor) break;
    args = { cursor: nextCursor, limit: count };
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, n) => n));
});

test("the answer to fifty of the longest items is not longer than ChatGPT accepts, and comes in one piece, compressed or not", async () => {
  const { gpt, client } = await newcomer("Europe/Paris");
  const items = Array.from({ length: 50 }, () => ({
    text: "\u{1F388}".repeat(500),
    date: "2027-03-01",
    startTime: "10:00",
    endDate: "2027-03-02",
    endTime: "09:00",
    timeZone: "America/Argentina/ComodRivadavia",
  }));
  expect(JSON.stringify(await gpt.call("createItems", { items })).length).toBeLessThanOrEqual(90_000);
  const authorization = `Bearer ${await client.accessToken()}`;
  const listed = async (encoding: string) => {
    const headers = { authorization, "accept-encoding": encoding };
    const answer = await fetch(`${running.url}/api/items?from=2027-03-01&limit=50`, { headers });
    const [packed, length] = ["content-encoding", "content-length"].map((name) => answer.headers.get(name));
    const { items: found } = (await answer.json()) as { items: unknown[] };
    return { packed, isInOnePiece: Number(length) > 0, vary: answer.headers.get("vary"), count: found.length };
  };
  const whole = { isInOnePiece: true, vary: expect.stringMatching(/accept-encoding/i), count: 50 };
  expect(await listed("br, gzip, deflate")).toEqual({ ...whole, packed: "gzip" });
  expect(await listed("gzip;q=0, identity")).toEqual({ ...whole, packed: null });
});
