/** Limit for user text within a sentence, in code points. */
const mostText = 60;

/** Created on first use, because that is slow. */
let graphemes: Intl.Segmenter | undefined;

/** A grapheme longer than this (in code units) is cut rather than dropped whole. */
const mostGrapheme = 64;

/** Truncates to `most` code points without splitting a grapheme. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count++) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  if (end >= text.length) return text;
  // Fast path: nothing below U+0300 combines with the character before it, and CR does not occur.
  if (text.charCodeAt(end) < 0x300 && text.charCodeAt(end - 1) < 0x300) return text.slice(0, end);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const cut = graphemes.segment(text.slice(0, end + mostGrapheme)).containing(end)?.index ?? end;
  return text.slice(0, end - cut > mostGrapheme ? end : cut);
}

/** Truncates to `most` code points, with an ellipsis. */
export function short(text: string, most = mostText): string {
  const start = shorten(text, most);
  return start.length < text.length ? `${start.trimEnd()}…` : text;
}
