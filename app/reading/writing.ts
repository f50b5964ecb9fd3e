import { areSingleKeysOn } from "../../components/actions/single-keys-cookie.ts";
import type { ReaderFormats } from "../../components/time/reader.ts";
import { type FormatSettings, formatsOf } from "../../components/time/reader-formats.ts";
import { secondZoneIn } from "../../components/week/rules/second-zone.ts";
import type { Language } from "../../contract/languages.ts";

/** How a page is written for its reader. @param asked the request's headers */
export function writingFor(settings: FormatSettings, asked: Pick<Headers, "get">, language: Language): ReaderFormats {
  const browserLocale = asked.get("accept-language")?.split(",")[0]?.split(";")[0]?.trim() ?? "";
  return {
    ...formatsOf(settings, browserLocale, language),
    hasSingleKeys: areSingleKeysOn(asked.get("cookie")),
    secondZone: secondZoneIn(asked.get("cookie")),
  };
}
