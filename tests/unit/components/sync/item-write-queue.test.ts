import { expect, test } from "@playwright/test";
import { ItemWriteQueue } from "../../../../components/sync/item-write-queue.ts";

/** Checks versions like the server. */
class Guarded {
  version: number;
  readonly sent: number[] = [];
  constructor(version: number) {
    this.version = version;
  }
  readonly write = async (version: number) => {
    this.sent.push(version);
    await new Promise(setImmediate);
    if (version !== this.version) throw new Error("version_conflict");
    this.version += 1;
    return { version: this.version };
  };
}

const versionOf = ({ version }: { version: number }) => version;

test("quick writes on one item run one after the other and do not conflict with each other", async () => {
  const turns = new ItemWriteQueue();
  const stored = new Guarded(3);
  const asSeen = { id: "one", version: 3 };
  const writes = [1, 2, 3].map(() => turns.take(asSeen, stored.write, versionOf));
  expect((await Promise.all(writes)).map(versionOf)).toEqual([4, 5, 6]);
  expect(stored.sent).toEqual([3, 4, 5]);
});

test("a write by someone else in between still conflicts", async () => {
  const turns = new ItemWriteQueue();
  const stored = new Guarded(3);
  const asSeen = { id: "one", version: 3 };
  await turns.take(asSeen, stored.write, versionOf);
  stored.version = 5;
  await expect(turns.take(asSeen, stored.write, versionOf)).rejects.toThrow("version_conflict");
  expect(stored.sent).toEqual([3, 4]);
});

test("a refused write blocks neither the next one nor other items", async () => {
  const turns = new ItemWriteQueue();
  const stored = new Guarded(3);
  const other = new Guarded(1);
  const refused = turns.take({ id: "one", version: 2 }, stored.write, versionOf);
  const next = turns.take({ id: "one", version: 3 }, stored.write, versionOf);
  const beside = turns.take({ id: "two", version: 1 }, other.write, versionOf);
  await expect(refused).rejects.toThrow("version_conflict");
  expect(await next).toEqual({ version: 4 });
  expect(await beside).toEqual({ version: 2 });
});

test("a queued write is not overtaken by one that comes after the first was answered", async () => {
  const turns = new ItemWriteQueue();
  const order: string[] = [];
  const item = { id: "one", version: 3 };
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const send = (name: string, gate?: Promise<void>) =>
    turns.take(
      item,
      async (version) => {
        order.push(`${name} from ${version}`);
        await gate;
        order.push(`${name} done`);
        return { version: version + 1 };
      },
      versionOf,
    );
  const first = send("first", gates[0].promise);
  const second = send("second", gates[1].promise);
  gates[0].resolve();
  await first;
  const third = send("third");
  await new Promise(setImmediate);
  expect(order).toEqual(["first from 3", "first done", "second from 4"]);
  gates[1].resolve();
  await Promise.all([second, third]);
  expect(order.slice(3)).toEqual(["second done", "third from 5", "third done"]);
});

test("a write without effect, or whose answer has no version, leaves the version for the next one", async () => {
  const turns = new ItemWriteQueue();
  const item = { id: "one", version: 3 };
  const sent: number[] = [];
  const send = async (version: number) => {
    sent.push(version);
    return version;
  };
  await turns.take(item, send, (version) => version);
  await turns.take(item, send, () => undefined);
  await turns.take(item, send, () => 2);
  await turns.take(item, send, () => undefined);
  expect(sent).toEqual([3, 3, 3, 3]);
});
