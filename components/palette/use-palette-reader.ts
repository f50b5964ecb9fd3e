import { useEffect, useState } from "react";
import type { Language } from "../../contract/languages.ts";
import { barNow } from "../actions/bar.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { ApiError, call } from "../sync/api-client.ts";
import type { Reader } from "../time/reader.ts";
import { formatsOf } from "../time/reader-formats.ts";
import { wallOf } from "../time/wall-in-zone.ts";

/** How to read and write dates here. A page without an agenda fetches it once; false: that failed. */
export function usePaletteReader(): Reader | false | undefined {
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
  return reader;
}
