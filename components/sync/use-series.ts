import { useEffect, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { call } from "./api-client.ts";

/** The series of an occurrence: undefined while loading, null if there is none or it could not be loaded. */
export function useSeries({ id, occurrence, version }: Item): Item | null | undefined {
  const [series, setSeries] = useState<Item | null>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version may begin on another date
  useEffect(() => {
    if (occurrence === undefined) return setSeries(null);
    const reading = new AbortController();
    call("getItemById", { id }, { signal: reading.signal })
      .then(({ item }) => setSeries(item))
      .catch(() => reading.signal.aborted || setSeries(null));
    return () => reading.abort();
  }, [id, occurrence, version]);
  return series;
}
