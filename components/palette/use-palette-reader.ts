import { type RefObject, useEffect, useRef, useState } from "react";
import type { Language } from "../../contract/languages.ts";
import { barNow } from "../actions/bar.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { ApiError, call } from "../sync/api-client.ts";
import type { Reader } from "../time/reader.ts";
import { formatsOf } from "../time/reader-formats.ts";
import { wallOf } from "../time/wall-in-zone.ts";

type Answer = Reader | false;

interface PaletteReader {
  /** Undefined while it is read; false if that failed, until `read` is called. */
  readonly reader: Answer | undefined;
  /** The same, once it is read. */
  readonly reading: RefObject<Promise<Answer> | undefined>;
  readonly read: () => void;
}

/** How to read and write dates here. A page without an agenda fetches it. */
export function usePaletteReader(): PaletteReader {
  const [reader, setReader] = useState<Answer | undefined>(() => barNow()?.reader);
  const reading = useRef<Promise<Answer>>(undefined);
  useEffect(() => {
    if (reader !== undefined) return;
    reading.current = readReader();
    void reading.current.then(setReader);
  }, [reader]);
  return { reader, reading, read: () => setReader(undefined) };
}

async function readReader(): Promise<Answer> {
  try {
    const { timeZone, ...settings } = await call("getSettings", {});
    return {
      ...formatsOf(settings, navigator.language, document.documentElement.lang as Language),
      timeZone,
      today: wallOf(Date.now(), timeZone).date,
      hasSingleKeys: areSingleKeysOn(document.cookie),
    };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return false;
  }
}
