import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useConnection } from "../sync/connection-state.ts";
import type { Cache } from "../sync/use-cache.ts";
import type { Outbox, QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { withMessages } from "../words/page-messages.ts";
import type { Device } from "./device.ts";
import type { DevicePage, Seen, Waiting } from "./device-page.ts";
import type { WriteQueue } from "./write-queue.ts";

export interface OpenOutbox extends Outbox {
  /** Loads the queue's handler. */
  readonly open: () => Promise<WriteQueue>;
}

interface Options {
  readonly scope: string;
  readonly cache: Cache;
  readonly seen?: Seen;
  /** Writes already waiting, if the page was rendered from the kept copy. */
  readonly queue?: readonly QueuedWrite[] | undefined;
}

/** After the page itself has loaded. */
const laterMs = 1_500;

async function afterLoad(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  await new Promise((resolve) => setTimeout(resolve, laterMs));
}

/**
 * Keeps on this device what the page shows, and writes that cannot be sent. The script is loaded after the page, or when the first write
 * must wait.
 */
export function useDevice({ scope, cache, seen, queue }: Options): OpenOutbox {
  const [waiting, setWaiting] = useState<Waiting>(() => ({ queue: queue ?? [], stored: new Map() }));
  const { state } = useConnection();
  const page = useRef<DevicePage>(undefined);
  page.current = { scope, cache, seen, isServers: !queue, state, setWaiting };
  const opening = useRef<Promise<Device>>(undefined);
  const opened = useCallback(async () => {
    opening.current ??= withMessages(import("./device.ts")).then(({ openDevice }) => openDevice(() => page.current));
    try {
      return await opening.current;
    } catch (thrown) {
      opening.current = undefined;
      throw thrown;
    }
  }, []);
  const loaded = useRef<Promise<void>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is something new to keep
  useEffect(() => {
    loaded.current ??= afterLoad();
    const follow = async () => (await opened()).follow();
    void loaded.current.then(follow).catch(() => undefined);
  }, [opened, state, seen?.loaded, seen?.fresh, seen?.writing]);
  useEffect(
    () => () => {
      void opening.current?.then((device) => device.close());
      opening.current = undefined;
    },
    [],
  );
  return useMemo(
    () => ({
      ...waiting,
      put: async (write) => (await opened()).put(write),
      open: async () => (await opened()).queue,
    }),
    [waiting, opened],
  );
}
