import { addDays, daysBetween } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { answerHours } from "../../contract/limits.ts";
import { ApiError, call } from "../sync/api-client.ts";
import { addressOf } from "../sync/entry-key.ts";
import { isMissing } from "../sync/failure-words.ts";
import type { NewItem } from "../sync/pending-writes.ts";
import { isWide, type QueuedWrite, type Written } from "../sync/waiting/queued-writes.ts";
import { messageNow } from "../words/page-messages.ts";
import { changeQueue, readQueue } from "./device-store.ts";
import { mergeWrite } from "./merge-write.ts";

interface Options {
  /** Identifies the user. */
  readonly scope: string;
  /** The queue has changed. */
  readonly onChange: (queue: readonly QueuedWrite[]) => void;
  /** One was stored and is about to leave the queue. */
  readonly onSent: (write: QueuedWrite, written: Written) => Promise<void>;
}

const againMs = 3_000;
/** How long the server is sure to remember an idempotency key. */
const rememberedMs = (answerHours - 1) * 3_600_000;

/** A temporary failure: retried later. */
const isPassing = ({ status }: ApiError) => status < 400 || status === 401 || status === 429 || status >= 500;

/**
 * Writes that wait on this device, in the order they were made. Each stays in IndexedDB until the server has answered it, and carries an
 * idempotency key: if the browser is killed in between, it is sent again and done once.
 * @see docs/decisions/0302-writes-that-wait.md
 */
export class WriteQueue {
  readonly #options: Options;
  /** Other tabs of this user. */
  readonly #others: BroadcastChannel;
  #again: ReturnType<typeof setTimeout> | undefined;
  readonly #onOnline = () => this.#sendSoon();

  constructor(options: Options) {
    this.#options = options;
    this.#others = new BroadcastChannel(`agenda-writes:${options.scope}`);
    this.#others.onmessage = () => void this.read();
    // The stream of an open page may survive a short network outage, and then reports nothing.
    globalThis.addEventListener?.("online", this.#onOnline);
  }

  close(): void {
    globalThis.removeEventListener?.("online", this.#onOnline);
    clearTimeout(this.#again);
    this.#others.close();
  }

  async read(): Promise<readonly QueuedWrite[]> {
    const queue = await readQueue(this.#options.scope);
    this.#options.onChange(queue);
    return queue;
  }

  /** @throws if the device keeps nothing of this user, or cannot */
  async put(write: QueuedWrite): Promise<void> {
    await this.#change((queue) => [...queue, write]);
    this.#sendSoon();
  }

  /** Drops a write; for a new item, also the later writes on it. */
  async discard(write: QueuedWrite): Promise<void> {
    await this.#change((queue) => without(queue, write));
  }

  /** The same, if it can still be taken back. */
  async takeBack({ key }: QueuedWrite): Promise<void> {
    await this.#change((queue) => {
      const found = queue.find((each) => each.key === key);
      return found && canTakeBack(found, queue) ? without(queue, found) : queue;
    });
  }

  /** Replaces a queued write. @returns whether it was still queued */
  async replace(write: QueuedWrite): Promise<boolean> {
    const queue = await this.#change((queue) => queue.map((each) => (each.key === write.key ? write : each)));
    return queue.some(({ key }) => key === write.key);
  }

  /** Sends what can be sent, one at a time, in one tab at a time. */
  async send(): Promise<void> {
    await navigator.locks.request(`agenda-writes:${this.#options.scope}`, async () => {
      for (let next = nextOf(await this.read()); next && navigator.onLine; next = nextOf(await this.read()))
        if (!(await this.#sendOne(next))) return;
    });
  }

  #sendSoon(): void {
    clearTimeout(this.#again);
    if (navigator.onLine) this.#again = setTimeout(() => void this.send().catch(() => undefined), againMs);
  }

  /** @returns whether the next one may be sent */
  async #sendOne(write: QueuedWrite): Promise<boolean> {
    try {
      const sentAtMs = write.sentAtMs ?? Date.now();
      // It may have been taken back.
      if (isUnsent(write) && !(await this.replace({ ...write, sentAtMs }))) return true;
      const isForgotten = write.kind === "add" && !write.answered && Date.now() - sentAtMs > rememberedMs;
      const found = isForgotten ? await findMade(write.fields, sentAtMs) : undefined;
      await this.#sent(write, found ? { item: found } : writtenBy(write, write.answered ?? (await deliver(write))));
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      if (isPassing(thrown)) {
        if (thrown.status !== 401) this.#sendSoon();
        return false;
      }
      await this.#refused({ ...write, sentAtMs: undefined }, thrown);
    }
    return true;
  }

  async #sent(write: QueuedWrite, written: Written): Promise<void> {
    await this.#options.onSent(write, written);
    await this.#change((queue) =>
      queue.filter(({ key }) => key !== write.key).map((each) => follow(each, write, written)),
    );
  }

  async #refused(write: QueuedWrite, error: ApiError): Promise<unknown> {
    const { item: newer } = error;
    if (write.movedBy && isMissing(error)) return this.replace(onMovedDate(write, write.movedBy));
    if (write.kind === "remove" && isMissing(error)) return this.#sent(write, { item: undefined });
    const gone = isDateGone(write, error) ? "waiting.dateGone" : isMissing(error) ? "waiting.itemGone" : undefined;
    if (gone) return this.replace({ ...write, refused: { words: messageNow(gone) } });
    if (!newer || write.kind === "add") return this.replace({ ...write, refused: { words: error.message } });
    const merged = mergeWrite(write, newer);
    if (merged === "stored") return this.#sent(write, { item: newer });
    return this.replace(merged);
  }

  async #change(change: (queue: Queue) => Queue): Promise<Queue> {
    const queue = await changeQueue(this.#options.scope, change);
    this.#options.onChange(queue);
    this.#others.postMessage("changed");
    return queue;
  }
}

type Queue = readonly QueuedWrite[];

/** Whether the server surely knows nothing of it. */
export const isUnsent = ({ sentAtMs }: QueuedWrite): boolean => sentAtMs === undefined;

/**
 * Whether it can be taken back: once it was sent, only the server knows whether it was done, and later changes to its item are based on it.
 * With a new item those go, too.
 */
export const canTakeBack = (write: QueuedWrite, queue: Queue): boolean => isUnsent(write) && !basedOn(write, queue);

/** The last change that is based on it, to be taken back before. */
export function basedOn({ kind, key, item }: QueuedWrite, queue: Queue): QueuedWrite | undefined {
  const last = queue.findLast((each) => each.item.id === item.id);
  return kind === "add" || last?.key === key ? undefined : last;
}

const without = (queue: Queue, { key, kind }: QueuedWrite): Queue =>
  queue.filter((each) => each.key !== key && !(kind === "add" && each.item.id === key));

/** The first whose item has no write awaiting a decision. */
export function nextOf(queue: readonly QueuedWrite[]): QueuedWrite | undefined {
  const held = new Set(queue.filter(({ refused }) => refused).map(({ item }) => item.id));
  return queue.find(({ item }) => !held.has(item.id));
}

/**
 * Updates a later write on the same item after the one before it was stored: with a new item's id, and the new version. If a series was
 * split, earlier dates stay with the first part; if the others moved, writes on them move along.
 */
function follow(later: QueuedWrite, before: QueuedWrite, { item, earlier }: Written): QueuedWrite {
  if (later.item.id !== before.item.id || later.item.version !== before.item.version) return later;
  const isEarlier = earlier && (later.item.occurrence ?? "") < (before.item.occurrence ?? "");
  const { id, version } = (isEarlier ? earlier : item) ?? later.item;
  const next = { ...later, item: { ...later.item, id, version } };
  const days = isEarlier || later.item.occurrence === undefined ? 0 : daysMoved(before);
  if (days === 0) return next;
  // An unchanged rule, such as "every week", may still have the old date, or not.
  return ruleOf(item) === ruleOf(before.item) ? { ...next, movedBy: days } : onMovedDate(next, days);
}

/** The days by which a write moves all dates it reaches. */
function daysMoved(write: QueuedWrite): number {
  if (write.kind !== "change" || !isWide(write.item, write.scope)) return 0;
  const { date, recurrence } = write.patch;
  if (date === undefined || recurrence !== undefined) return 0;
  return daysBetween(write.item.occurrence ?? write.item.date, date);
}

/** Without the end, which a split changes. */
const ruleOf = (item: Item | undefined) => item?.recurrence?.replaceAll(/;(COUNT|UNTIL)=[^;]+/g, "");

function onMovedDate(write: QueuedWrite, days: number): QueuedWrite {
  const { item } = write;
  const occurrence = item.occurrence && addDays(item.occurrence, days);
  return {
    ...write,
    movedBy: undefined,
    item: { ...item, date: addDays(item.date, days), ...(occurrence && { occurrence }) },
  };
}

/** Whether the series no longer has that date: then there is nothing to decide. */
const isDateGone = ({ item, ...write }: QueuedWrite, error: ApiError): boolean =>
  item.occurrence !== undefined &&
  (error.item
    ? error.item.occurrence === undefined && write.kind === "change" && !isWide(item, write.scope)
    : error.code !== "item_not_found" && isMissing(error));

/** Finds what the first sending added, if it did: the browser has not run since. @param sinceMs by this device's clock */
async function findMade({ text, date, startTime }: NewItem, sinceMs: number): Promise<Item | undefined> {
  const { items } = await call("listItems", { from: date, to: date, createdBy: "web", limit: 200 });
  const isSince = (at: string) => Math.abs(Date.parse(at) - sinceMs) < 3_600_000;
  return items.find((item) => item.text === text && item.startTime === startTime && isSince(item.createdAt));
}

type Answered = NonNullable<QueuedWrite["answered"]>;

async function deliver(write: QueuedWrite): Promise<Answered> {
  const { kind, item, key: idempotencyKey } = write;
  if (kind === "add") return call("createItems", { items: [write.fields], idempotencyKey });
  const address = { id: item.id, version: item.version, ...addressOf(item, write.scope), idempotencyKey };
  if (kind === "change") return call("updateItemById", { ...address, ...write.patch });
  return call("deleteItemById", address);
}

function writtenBy({ item }: QueuedWrite, answer: Answered): Written {
  const changeId = answer.change?.id;
  if ("items" in answer) return { item: answer.items[0] && { ...item, ...answer.items[0] }, changeId };
  return { item: answer.item, earlier: "earlier" in answer ? answer.earlier : undefined, changeId };
}
