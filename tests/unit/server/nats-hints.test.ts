import { expect, test } from "@playwright/test";
import { readUserId, type UserId } from "../../../server/caller.ts";
import { NatsHints } from "../../../server/feed/nats-hints.ts";
import { soon } from "../soon.ts";
import { gatherLog } from "./gather-log.ts";
import { startNats } from "./stand-in-nats.ts";

const logged = gatherLog();
const somebody = readUserId("a.b >") as UserId; // no name for a subject
const nobody = readUserId("nobody") as UserId;

test("a hint reaches the processes that watch its person, or all, also after the server was away, and is dropped meanwhile", async () => {
  const nats = await startNats();
  const heard: string[] = [];
  let readies = 0;
  const url = `nats://agenda:se%3Acret@127.0.0.1:${nats.port}`;
  const [one, other] = ["one", "other"].map(
    (name) =>
      new NatsHints(url, {
        hint: (payload) => heard.push(`${name} heard ${payload}`),
        ready: () => {
          readies += 1;
        },
      }),
  ) as [NatsHints, NatsHints];
  try {
    await soon(() => readies).toBe(2);
    expect(nats.logins.map((line) => line.includes(`"user":"agenda","pass":"se:cret"`))).toEqual([true, true]);
    other.watch(somebody, true);
    other.watch(nobody, true);
    other.watch(nobody, false);
    await soon(() => nats.subjectsOf()).toEqual([["agenda.all"], ["agenda.all", "agenda.of.YS5iID4"]]);
    one.hint(nobody, "3 nobody");
    one.hint(somebody, "8 somebody");
    one.hintAll("gone nobody");
    await soon(() => heard).toEqual(["other heard 8 somebody", "other heard gone nobody"]);

    await nats.close();
    await soon(() => [one, other].every((hints) => !hints.isConnected)).toBe(true);
    const warning = { level: "warn", message: expect.stringContaining("the server at HINTS_URL does not answer") };
    expect(logged).toEqual([expect.objectContaining(warning), expect.objectContaining(warning)]);
    one.hint(somebody, "9 somebody");
    const again = await startNats(nats.port);
    try {
      await expect.poll(() => readies, { timeout: 10_000 }).toBe(4);
      await soon(() => again.subjectsOf().flat()).toContain("agenda.of.YS5iID4");
      one.hint(somebody, "10 somebody");
      await soon(() => heard.slice(2)).toEqual(["other heard 10 somebody"]);
    } finally {
      await Promise.all([one.close(), other.close()]);
      await again.close();
    }
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});
