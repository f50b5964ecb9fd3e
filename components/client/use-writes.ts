import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import useSWR from "swr";
import type { Item } from "../../contract/item.ts";
import { type Answer, ApiError, call, type Sent } from "./api.ts";
import { setConnection } from "./connection.ts";
import { addressOf, keyOf, saidOf } from "./entry-key.ts";
import { isWholeSeries, type Loaded, withItem, withoutItem } from "./loaded.ts";
import { itemToBe, type Patch, type Pending, withPending } from "./pending.ts";
import { Turns } from "./turns.ts";

export type NewItem = Sent<"createItems">["items"][number];

interface Known {
  readonly scope: string;
  readonly loaded: Loaded;
  readonly latest: RefObject<Loaded>;
  readonly update: (change: (loaded: Loaded) => Loaded) => Promise<void>;
  /** Reads anew what is known. */
  readonly refresh: () => Promise<void>;
}

const none: readonly Pending[] = [];

/**
 * The person's own writes: shown at once, sent, then settled with the server's answer or taken back.
 * Each throws the server's refusal, so that whoever asked can say it where it belongs.
 */
export function useWrites({ scope, loaded, latest, update, refresh }: Known) {
  // Kept where the answers are kept, so that an answer comes and its write goes in one and the same drawing.
  const { data: pending = none, mutate } = useSWR<readonly Pending[]>(["pending", scope], null, { fallbackData: none });
  const shownNow = useRef(none);
  const show = useCallback(
    (change: (writes: readonly Pending[]) => readonly Pending[]) => {
      shownNow.current = change(shownNow.current);
      void mutate(shownNow.current, { revalidate: false });
    },
    [mutate],
  );
  const open = useRef(new Set<Promise<unknown>>());
  const [turns] = useState(() => new Turns());

  const write = useCallback(
    async <T>(shown: Pending, send: () => Promise<T>, settle: (loaded: Loaded, answer: T) => Loaded): Promise<T> => {
      const takeBack = () => show((writes) => writes.filter(({ key }) => key !== shown.key));
      show((writes) => [...writes, shown]);
      const sent = send().then(async (answer) => {
        takeBack();
        await update((known) => settle(known, answer));
        return answer;
      });
      open.current.add(sent);
      try {
        return await sent;
      } catch (thrown) {
        takeBack();
        if (thrown instanceof ApiError && thrown.status === 401) setConnection({ state: "signed-out" });
        throw thrown;
      } finally {
        open.current.delete(sent);
      }
    },
    [update, show],
  );

  /** The dates of a series that was made are read before the write counts as answered. Where that fails, the feed brings them. */
  const readDates = useCallback(
    async (answered: Pick<Item, "recurrence" | "occurrence"> | undefined) => {
      if (answered && isWholeSeries(answered)) await refresh().catch(() => undefined);
    },
    [refresh],
  );
  const add = useCallback(
    (fields: NewItem): Promise<Answer<"createItems">> => {
      const key = crypto.randomUUID();
      const item = itemToBe(key, fields, latest.current.timeZone);
      const answered = call("createItems", { items: [fields] });
      const written = write(
        { key, kind: "put", item },
        async () => {
          const answer = await answered;
          await readDates(answer.items[0]);
          return answer;
        },
        // The answer is a summary; what it leaves out is what was sent.
        (known, { items: [made], change }) => (made ? withItem(known, { ...item, ...made }, change.id) : known),
      );
      // Whoever writes the next item need not wait for the dates of this one.
      return Promise.race([answered, written]);
    },
    [write, latest, readDates],
  );
  const change = useCallback(
    (item: Item, patch: Patch): Promise<Answer<"updateItemById">> =>
      write(
        { key: crypto.randomUUID(), kind: "patch", of: keyOf(item), patch },
        async () => {
          const answer = await turns.take(
            item,
            (version) => call("updateItemById", { id: item.id, version, ...addressOf(item), ...patch }),
            (answer) => answer.item.version,
          );
          await readDates(answer.item);
          return answer;
        },
        (known, answer) => withItem(known, answer.item, answer.change?.id),
      ),
    [write, turns, readDates],
  );
  const remove = useCallback(
    (item: Item): Promise<Answer<"deleteItemById">> =>
      write(
        { key: crypto.randomUUID(), kind: "remove", of: keyOf(item) },
        () =>
          turns.take(
            item,
            (version) => call("deleteItemById", { id: item.id, version, ...addressOf(item) }),
            (answer) => (item.occurrence === undefined ? undefined : answer.item.version),
          ),
        (known, answer) => withoutItem(known, answer.item, answer.change.id),
      ),
    [write, turns],
  );
  /** The same, but a repeating item with all its occurrences. */
  const removeWhole = useCallback(
    (item: Item): Promise<Answer<"deleteItemById">> => {
      if (item.occurrence === undefined) return remove(item);
      const key = crypto.randomUUID();
      return write(
        { key, kind: "remove", of: keyOf(item) },
        () => call("deleteItemById", { id: item.id, scope: "all" }),
        (known, answer) => ({
          ...withoutItem(known, item, answer.change.id),
          items: known.items.filter(({ id }) => id !== item.id),
        }),
      );
    },
    [write, remove],
  );
  const restore = useCallback(
    (item: Item): Promise<Answer<"restoreItem">> =>
      write(
        { key: crypto.randomUUID(), kind: "put", item },
        () =>
          turns.take(
            item,
            (): Promise<Answer<"restoreItem">> =>
              item.occurrence === undefined
                ? call("restoreItem", { id: item.id })
                : call("updateItemById", { id: item.id, ...addressOf(item), reset: true, ...saidOf(item) }),
            () => undefined,
          ),
        (known, answer) => withItem(known, answer.item, answer.change?.id),
      ),
    [write, turns],
  );
  /** Takes over an item as the server has it. */
  const take = useCallback((item: Item) => update((known) => withItem(known, item, undefined)), [update]);
  const settled = useCallback(async () => {
    await Promise.allSettled(open.current);
  }, []);

  const items = useMemo(() => withPending(loaded.items, pending, loaded.timeZone), [loaded, pending]);
  const waiting = useMemo(() => new Set(pending.map((one) => (one.kind === "put" ? keyOf(one.item) : ""))), [pending]);
  return { items, waiting, add, change, remove, removeWhole, restore, take, settled };
}

export type Writes = ReturnType<typeof useWrites>;
