import type { Translator } from "../../messages/translator.ts";
import type { Placed } from "../timeline/placed-item.ts";

const calls: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)meet\.google\.com$/, "Meet"],
  [/(^|\.)zoom\.us$/, "Zoom"],
  [/(^|\.)teams\.(microsoft|live)\.com$/, "Teams"],
  [/(^|\.)webex\.com$/, "Webex"],
];

interface LinkWords {
  readonly href: string;
  readonly words: string;
  /** Whether it leads to a video call. */
  readonly isCall: boolean;
}

/** A link's label. Undefined for a URL that a page must not link to. */
export function linkOf(url: string, t: Translator): LinkWords | undefined {
  if (hrefOf(url) === undefined) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  if (!protocol.startsWith("http")) return { href: url, words: decodeSafely(pathname), isCall: false };
  const call = calls.find(([host]) => host.test(hostname));
  if (call) return { href: url, words: t("entry.joinOn", { service: call[1] }), isCall: true };
  return { href: url, words: hostname.replace(/^www\./, ""), isCall: false };
}

/** A URL that a page may link to. */
export const hrefOf = (url: string): string | undefined =>
  URL.canParse(url) && ["https:", "http:", "mailto:", "tel:"].includes(new URL(url).protocol) ? url : undefined;

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether an item in another zone is on another day there. */
export function isDifferentDay({ item, from }: Placed): boolean {
  return item.date !== from;
}
