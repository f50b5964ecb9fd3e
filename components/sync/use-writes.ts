import { useCallback, useMemo, useRef, useState } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { type Answer, ApiError, call, unanswered } from "./api-client.ts";
import { setConnection } from "./connection-state.ts";
import { addressOf, isReached, keyOf, saidOf } from "./entry-key.ts";
import { ItemWriteQueue } from "./item-write-queue.ts";
import { isWholeSeries, type Loaded, withItem, withoutItem } from "./loaded-window.ts";
import { itemToBe, type NewItem, type Patch, type Pending, patched, withPending } from "./pending-writes.ts";
import type { Cache, Cached } from "./use-cache.ts";
import { isBehind, isWide, type Outbox, type QueuedWrite, shownOf } from "./waiting/queued-writes.ts";

export type { NewItem } from "./pending-writes.ts";

/** An answer to a write that may only be kept here: it has no change yet. */
export type Kept<A extends { readonly change?: unknown }> = Omit<A, "change"> & { readonly change?: A["change"] };

/** A write to keep for later, and the answer meanwhile. */
interface Later<T> {
  readonly queued: () => QueuedWrite;
  readonly answer: T;
}

/** A write that is not answered by then is kept as well: the page may be closed long before a dead connection fails. */
const patienceMs = 5_000;

/**
 * The user's own writes: shown optimistically, sent, then replaced by the server's answer or rolled back. Each throws the server's refusal,
 * so that the caller can show it in the right place.
 * @param outbox for writes that cannot be sent now; without it they are refused
 */
export function useWrites({ cached, now, commit, refresh }: Cache, outbox: Outbox) {
  const box = useRef(outbox);
  box.current = outbox;
  const open = useRef(new Set<Promise<unknown>>());
  const making = useRef(new Map<string, Promise<Item | undefined>>());
  const [turns] = useState(() => new ItemWriteQueue());

  const settled = useCallback(async () => {
    await Promise.allSettled(open.current);
  }, []);

  const write = useCallback(
    async <T>(
      shown: Pending | readonly Pending[] | undefined,
      send: () => Promise<T>,
      settle: (loaded: Loaded, answer: T) => Loaded,
      later?: Later<T>,
    ): Promise<T> => {
      // After any waiting writes.
      if (later && isBehind(box.current.queue, later.queued().item)) {
        if (await keptIn(box.current, later)) return later.answer;
        throw unanswered();
      }
      const all = [shown ?? []].flat();
      const withoutIt = (known: Cached) => ({ ...known, pending: known.pending.filter((one) => !all.includes(one)) });
      if (all.length > 0) void commit((known) => ({ ...known, pending: [...known.pending, ...all] }));
      let keeping: Promise<boolean> | undefined;
      const sentAtMs = navigator.onLine ? Date.now() : undefined;
      const keep = () => (keeping ??= keptIn(box.current, later, sentAtMs));
      const sent = send().then(async (answer) => {
        // What is kept shows as kept until the queue has its answer, too.
        if (!(await keeping)) await commit((known) => ({ ...withoutIt(known), loaded: settle(known.loaded, answer) }));
        return answer;
      });
      open.current.add(sent);
      const kept = Promise.withResolvers<T>();
      const timer =
        later &&
        setTimeout(async () => {
          if (!(await keep())) return;
          await commit(withoutIt);
          kept.resolve(later.answer);
        }, patienceMs);
      try {
        return await Promise.race([sent, kept.promise]);
      } catch (thrown) {
        const isKept = thrown instanceof ApiError && thrown.isUnsure && (await keep());
        await commit(withoutIt);
        if (isKept && later) return later.answer;
        if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
        throw thrown;
      } finally {
        clearTimeout(timer);
        open.current.delete(sent);
      }
    },
    [commit],
  );

  /**
   * Other entries of a series that a write may have changed are read before it counts as answered, so that nothing is
   * duplicated or lost in between. If that read fails the write is stored anyway, and the feed brings the entries.
   */
  const readDates = useCallback(
    async (isNeeded: boolean) => {
      if (isNeeded) await refresh().catch(() => undefined);
    },
    [refresh],
  );
  const add = useCallback(
    (given: NewItem, key: string = crypto.randomUUID()): Promise<Kept<Answer<"createItems">>> => {
      const { timeZone } = now().loaded;
      const fields = inZone(given, now().loaded);
      const item = itemToBe(key, fields, timeZone);
      const isWaiting = isBehind(box.current.queue, item);
      const later: Later<Kept<Answer<"createItems">>> = {
        queued: () => ({ key, kind: "add", fields, item, timeZone }),
        answer: { items: [item] },
      };
      const answered: Promise<Kept<Answer<"createItems">>> = isWaiting
        ? new Promise(() => undefined) // it is queued, then answered
        : call("createItems", { items: [fields], idempotencyKey: key });
      const written = write(
        { key, kind: "put", item },
        async () => {
          const answer = await answered;
          await readDates(answer.items[0] !== undefined && isWholeSeries(answer.items[0]));
          return answer;
        },
        // The answer is a summary; the other fields are those sent.
        (known, { items: [made], change }) => (made ? withItem(known, { ...item, ...made }, change?.id) : known),
        later,
      );
      making.current.set(
        key,
        written.then(
          ({ items: [made] }) => made && { ...item, ...made, ...(isWholeSeries(made) && { occurrence: made.date }) },
          () => undefined,
        ),
      );
      // The next item can be typed without waiting for the dates of this one.
      return Promise.race([answered.catch(() => written), written]);
    },
    [write, now, readDates],
  );
  /** @param scope for an occurrence: how far the change reaches */
  const change = useCallback(
    (of: Item, given: Patch, scope: Scope = "this"): Promise<Answer<"updateItemById">> => {
      const item = storedIn(box.current, of);
      const { timeZone } = now().loaded;
      const patch = item.startTime ? given : inZone(given, now().loaded);
      const key = crypto.randomUUID();
      let sentVersion = item.version;
      return write(
        isWide(item, scope) ? undefined : { key, kind: "patch", of: keyOf(item), patch },
        async () => {
          const answer = await turns.take(
            item,
            (version) => {
              sentVersion = version;
              const address = { id: item.id, version, ...addressOf(item, scope), idempotencyKey: key };
              return call("updateItemById", { ...address, ...patch });
            },
            ({ item: { version, id }, earlier }) => (id === item.id ? version : earlier?.version),
          );
          await readDates(isWide(item, scope) || isWholeSeries(answer.item));
          return answer;
        },
        (known, answer) => (isWide(item, scope) ? known : withItem(known, answer.item, answer.change?.id)),
        {
          queued: () => ({ key, kind: "change", item: { ...item, version: sentVersion }, patch, scope, timeZone }),
          answer: { item: isWide(item, scope) ? item : patched(item, patch, timeZone) },
        },
      );
    },
    [write, turns, readDates, now],
  );
  const remove = useCallback(
    (of: Item, scope: Scope = "this"): Promise<Kept<Answer<"deleteItemById">>> => {
      const item = storedIn(box.current, of);
      const { timeZone } = now().loaded;
      const key = crypto.randomUUID();
      let sentVersion = item.version;
      return write<Kept<Answer<"deleteItemById">>>(
        { key, kind: "remove", of: item, scope },
        async () => {
          const answer = await turns.take(
            item,
            (version) => {
              sentVersion = version;
              return call("deleteItemById", { id: item.id, version, ...addressOf(item, scope), idempotencyKey: key });
            },
            ({ item: left }) => (left.deletedAt === undefined ? left.version : undefined),
          );
          await readDates(isWide(item, scope));
          return answer;
        },
        (known, answer) =>
          isWide(item, scope)
            ? { ...known, items: known.items.filter((one) => !isReached(one, item, scope)) }
            : withoutItem(known, answer.item.deletedAt === undefined ? answer.item : item, answer.change?.id),
        {
          queued: () => ({ key, kind: "remove", item: { ...item, version: sentVersion }, scope, timeZone }),
          answer: { item },
        },
      );
    },
    [write, turns, readDates, now],
  );
  /** Resets an occurrence to its series; only its done state stays. */
  const reset = useCallback(
    (item: Item): Promise<Answer<"updateItemById">> =>
      write(
        undefined,
        () =>
          turns.take(
            item,
            (version) =>
              call("updateItemById", { id: item.id, version, ...addressOf(item), reset: true, done: item.done }),
            (answer) => answer.item.version,
          ),
        (known, answer) => withItem(known, answer.item, answer.change?.id),
      ),
    [write, turns],
  );
  /** @param scope for an occurrence: whether it alone was cancelled, or its series deleted */
  const restore = useCallback(
    (item: Item, scope: Scope = "this"): Promise<Answer<"restoreItem">> =>
      write(
        isWide(item, scope) ? undefined : { key: crypto.randomUUID(), kind: "put", item },
        async () => {
          const answer = await turns.take(
            item,
            (): Promise<Answer<"restoreItem">> =>
              item.occurrence === undefined || scope === "all"
                ? call("restoreItem", { id: item.id })
                : call("updateItemById", { id: item.id, ...addressOf(item), reset: true, ...saidOf(item) }),
            () => undefined,
          );
          await readDates(isWholeSeries(answer.item));
          return answer;
        },
        (known, answer) => withItem(known, answer.item, answer.change?.id),
      ),
    [write, turns, readDates],
  );
  /** Changes many entries at once, after pending writes: shown optimistically as given, and then read again. */
  const changeMany = useCallback(
    <T>(shown: readonly Pending[], send: () => Promise<T>): Promise<T> =>
      write(
        shown,
        async () => {
          await settled();
          const answer = await send();
          await readDates(true);
          return answer;
        },
        (known) => known,
      ),
    [write, readDates, settled],
  );
  /** The stored item: one that was still being added now has another id. Undefined if it was refused. */
  const storedOf = useCallback(
    async (item: Item) => (making.current.has(item.id) ? making.current.get(item.id) : item),
    [],
  );
  /** Adopts an item from the server. */
  const take = useCallback(
    (item: Item) => commit((known) => ({ ...known, loaded: withItem(known.loaded, item, undefined) })),
    [commit],
  );
  const { loaded, pending } = cached;
  const { queue } = outbox;
  const shown = useMemo(() => [...queue.flatMap(shownOf), ...pending], [queue, pending]);
  const items = useMemo(() => withPending(loaded.items, shown, loaded.timeZone), [loaded, shown]);
  const waiting = useMemo(() => putIn(pending), [pending]);
  const unstored = useMemo(() => putIn(shown), [shown]);
  return { items, waiting, unstored, add, change, remove, reset, restore, changeMany, storedOf, take, settled };
}

/** Keys of the entries being added to the page. */
const putIn = (shown: readonly Pending[]): ReadonlySet<string> =>
  new Set(shown.flatMap((one) => (one.kind === "put" ? keyOf(one.item) : [])));

/** A time is meant in the zone that the page shows, even if it is sent later and the person's zone is another by then. */
const inZone = <F extends Pick<Patch, "startTime" | "timeZone">>(fields: F, { timeZone, timeZoneSource }: Loaded): F =>
  fields.startTime && !fields.timeZone && timeZoneSource !== "unknown" ? { ...fields, timeZone } : fields;

/** Keeps a write for later. @param sentAtMs when it was sent, if it was @returns whether it could */
async function keptIn(outbox: Outbox, later: Later<unknown> | undefined, sentAtMs?: number): Promise<boolean> {
  if (!later) return false;
  return outbox.put({ ...later.queued(), sentAtMs }).then(
    () => true,
    () => false,
  );
}

/** The stored version of an item that was opened while waiting to be added. */
function storedIn({ stored }: Outbox, item: Item): Item {
  const made = stored.get(item.id);
  return made ? { ...item, id: made.id, version: made.version } : item;
}

export type Writes = ReturnType<typeof useWrites>;
