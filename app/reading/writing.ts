import { areSingleKeysOn } from "../../components/actions/single-keys-cookie.ts";
import type { ReaderFormats } from "../../components/time/reader.ts";
import { type FormatSettings, formatsOf } from "../../components/time/reader-formats.ts";
import { secondZoneIn } from "../../components/week/rules/second-zone.ts";
import { firstAsked, type Language } from "../../contract/languages.ts";

/** How a page is written for its reader. @param asked the request's headers */
export function writingFor(settings: FormatSettings, asked: Pick<Headers, "get">, language: Language): ReaderFormats {
  return {
    ...formatsOf(settings, firstAsked(asked.get("accept-language")), language),
    hasSingleKeys: areSingleKeysOn(asked.get("cookie")),
    secondZone: secondZoneIn(asked.get("cookie")),
  };
}
