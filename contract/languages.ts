/** The languages that the page is written in, the most complete first. */
export const languages = ["en", "de", "fr", "es", "ja", "ar"] as const;
export type Language = (typeof languages)[number];

/** Which way a language is written. */
export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/**
 * The language that a browser prefers among ours, or English.
 * @param accepted the Accept-Language header
 * @see RFC 9110 §12.5.4
 */
export function languageAsked(accepted: string | null): Language {
  const wanted = (accepted ?? "").split(",").map((range) => {
    const [name = "", ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = Number(parameters.find((each) => each.startsWith("q="))?.slice(2) ?? 1);
    return { language: languages.find((each) => each === name.split("-")[0]), weight };
  });
  // Sorting is stable: of equal weights, the first.
  const [best] = wanted
    .filter(({ language, weight }) => language && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return best?.language ?? "en";
}

/** A browser's first preference, BCP 47; empty if none or invalid. @param accepted the Accept-Language header */
export function firstAsked(accepted: string | null): string {
  const asked = accepted?.split(",")[0]?.split(";")[0]?.trim() ?? "";
  try {
    return Intl.getCanonicalLocales(asked || [])[0] ?? "";
  } catch {
    return "";
  }
}

/** Whether a locale has a 12-hour clock. @param locale BCP 47; an invalid one has 24 hours */
export function hasTwelveHours(locale: string): boolean {
  try {
    return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
  } catch {
    return false;
  }
}

const isOf = (locale: string, language: Language): boolean => locale.split("-")[0] === language;

/**
 * In which locale a page's dates are written: the person's choice where it is one of the page's language, else their browser's. An English
 * page follows any choice, but no browser.
 * @param chosen BCP 47, if any
 * @param browserLocale BCP 47, or empty
 */
export function localeOfDates(language: Language, chosen: string | null | undefined, browserLocale: string): string {
  if (chosen && (language === "en" || isOf(chosen, language))) return chosen;
  return language !== "en" && isOf(browserLocale, language) ? browserLocale : language;
}

/** The same for dates within sentences, whose names must be of the sentence's language. Undefined without a region of its own. */
export function localeOfSentences(...[language, ...asked]: Parameters<typeof localeOfDates>): string | undefined {
  const locale = localeOfDates(language, ...asked);
  return locale !== language && isOf(locale, language) ? locale : undefined;
}
