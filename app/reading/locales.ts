import type { LocaleChoice } from "../../components/settings/settings-page.tsx";
import type { Language } from "../../contract/languages.ts";

const offered = [
  ...[
    "en-GB",
    "en-US",
    "en-AU",
    "en-CA",
    "en-IE",
    "en-IN",
    "en-NZ",
    "en-ZA",
    "de-DE",
    "de-AT",
    "de-CH",
    "fr-FR",
    "fr-BE",
  ],
  ...[
    "fr-CA",
    "fr-CH",
    "es-ES",
    "es-MX",
    "es-AR",
    "it-IT",
    "pt-BR",
    "pt-PT",
    "nl-NL",
    "nl-BE",
    "da-DK",
    "sv-SE",
    "nb-NO",
  ],
  ...["fi-FI", "pl-PL", "cs-CZ", "hu-HU", "ro-RO", "el-GR", "tr-TR", "uk-UA", "ja-JP", "ko-KR", "zh-CN", "zh-TW"],
];

const shown = new Date(Date.UTC(2026, 10, 27, 14));

/** Languages and regions to choose from, named in the language of the page, each with a sample of its formats; always includes the user's own. */
export function localeChoices(own: string | undefined, language: Language): LocaleChoice[] {
  const names = new Intl.DisplayNames(language, { type: "language", languageDisplay: "standard" });
  const { compare } = new Intl.Collator(language);
  return [...new Set([...offered, ...(own ? [own] : [])])]
    .map((locale) => ({ locale, name: `${names.of(locale) ?? locale}: ${sample(locale)}` }))
    .sort((a, b) => compare(a.name, b.name));
}

const sample = (locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(shown);
