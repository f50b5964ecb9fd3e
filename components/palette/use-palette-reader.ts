import { useEffect, useState } from "react";
import type { Language } from "../../contract/languages.ts";
import { barNow } from "../actions/bar.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { ApiError, call } from "../sync/api-client.ts";
import type { Reader } from "../time/reader.ts";
import { formatsOf } from "../time/reader-formats.ts";
import { wallOf } from "../time/wall-in-zone.ts";

/** How to read and write dates here. A page without an agenda fetches it; false: that failed, until `read` is called. */
export function usePaletteReader(): { readonly reader: Reader | false | undefined; readonly read: () => void } {
  const [reader, setReader] = useState<Reader | false | undefined>(() => barNow()?.reader);
  useEffect(() => {
    if (reader !== undefined) return;
    call("getSettings", {}).then(
      ({ timeZone, ...settings }) =>
        setReader({
          ...formatsOf(settings, navigator.language, document.documentElement.lang as Language),
          timeZone,
          today: wallOf(Date.now(), timeZone).date,
          hasSingleKeys: areSingleKeysOn(document.cookie),
        }),
      (thrown: unknown) => {
        if (!(thrown instanceof ApiError)) throw thrown;
        setReader(false);
      },
    );
  }, [reader]);
  return { reader, read: () => setReader(undefined) };
}
