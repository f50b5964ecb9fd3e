/** Code points of a text of the person's own in a sentence. */
const mostText = 60;

/** Made on first use: it is slow to make. */
let graphemes: Intl.Segmenter | undefined;

/** A grapheme longer than this (code units) is cut through rather than dropped whole. */
const mostGrapheme = 64;

/** At most so many code points, and no half of what people see as one character. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let count = 0; count < most && end < text.length; count++) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  if (end >= text.length) return text;
  // Nothing below U+0300 joins what stands before it, and CR does not occur: the cut is between two of them, most of the time.
  if (text.charCodeAt(end) < 0x300 && text.charCodeAt(end - 1) < 0x300) return text.slice(0, end);
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const cut = graphemes.segment(text.slice(0, end + mostGrapheme)).containing(end)?.index ?? end;
  return text.slice(0, end - cut > mostGrapheme ? end : cut);
}

/** At most so many code points, and a sign that there is more. */
export function short(text: string, most = mostText): string {
  const start = shorten(text, most);
  return start.length < text.length ? `${start.trimEnd()}…` : text;
}
