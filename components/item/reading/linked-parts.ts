import { tokenize } from "linkifyjs";
import { hrefOf } from "../../entry/entry-words.ts";

interface TextPart {
  readonly words: string;
  /** Absent for plain text. Only http, https, mailto and tel. */
  readonly href?: string;
}

const phone = /\btel:\+?[\d().-]+\d/gi;

/** Splits a text into plain parts and links: web and email addresses, with or without their scheme, and tel: addresses. */
export function linkedParts(text: string): TextPart[] {
  return tokenize(text).flatMap((token) => {
    const words = token.toString();
    if (!token.isLink) return withPhones(words);
    const href = token.toHref("https");
    return [hrefOf(href) ? { words, href } : { words }];
  });
}

function withPhones(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: href, index } of text.matchAll(phone)) {
    if (index > end) parts.push({ words: text.slice(end, index) });
    parts.push({ words: href, href });
    end = index + href.length;
  }
  return end < text.length ? [...parts, { words: text.slice(end) }] : parts;
}
