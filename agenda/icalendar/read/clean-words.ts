import { limits } from "../../../contract/limits.ts";
import type { DetailName } from "../../item/fields.ts";
import type { ItemContent } from "../../item/item-content.ts";
import { shorten } from "../../item/shorten.ts";
import { type JComponent, textOf, textsOf } from "../jcal.ts";
import type { Remark } from "./wall-values.ts";

type Words = Pick<ItemContent, "text" | Exclude<DetailName, "reminders">>;

const linkProtocols = ["https:", "http:", "mailto:", "tel:"];

/**
 * An entry's texts in the form that contract/fields/text.ts requires: no control characters, well-formed, within length limits.
 * @param named what an entry without a title is called
 * @param remark called for everything that had to be changed
 */
export function wordsOf(component: JComponent, named: string, remark: Remark): Words {
  const take = (name: string, most: number, newlines = false): string | null => {
    const text = clean(textOf(component, name) ?? "", newlines);
    const short = shorten(text, most).trim();
    if (short.length < text.length) remark("calendars.shortened", { what: name, most });
    return short === "" ? null : short;
  };
  return {
    text: take("summary", limits.text) ?? named,
    notes: take("description", limits.notes, true),
    location: take("location", limits.location),
    url: linkOf(component, remark),
    tags: tagsOf(component, remark),
  };
}

/** The title under which a refused entry is reported; empty if it has none. */
export const titleOf = (component: JComponent): string => shorten(clean(textOf(component, "summary") ?? "", false), 80);

const newline = /\r\n?|\u2028|\u2029/g;

export function clean(text: string, newlines: boolean): string {
  const plain = text.toWellFormed().replaceAll(newline, "\n");
  const controls = newlines ? /[^\P{Cc}\n]/gu : /\p{Cc}/gu;
  return plain.replaceAll(controls, " ").trim();
}

function linkOf(component: JComponent, remark: Remark): string | null {
  const text = (textOf(component, "url") ?? "").trim();
  const joining = joiningNames.flatMap((name) => textOf(component, name)?.trim() || []);
  if (text === "" && joining[0] !== undefined && isLink(joining[0])) return joining[0];
  if (joining.some((link) => link !== text)) remark("calendars.videoLink");
  if (text === "") return null;
  if (isLink(text)) return text;
  remark("calendars.link");
  return null;
}

/** Properties in which programs put the link to join a video call. @see RFC 7986 §5.11 */
const joiningNames = ["conference", "x-google-conference", "x-microsoft-skypeteamsmeetingurl"];

const isLink = (text: string): boolean =>
  text.length <= limits.url &&
  text.isWellFormed() &&
  !/\p{Cc}/u.test(text) &&
  URL.canParse(text) &&
  linkProtocols.includes(new URL(text).protocol);

function tagsOf(component: JComponent, remark: Remark): string[] {
  const words = textsOf(component, "categories").map((tag) => clean(tag, false).replace(/^#+\s*/, ""));
  const wanted = [...new Set(words.map((tag) => shorten(tag, limits.tag).trim()).filter(Boolean))];
  if (wanted.length > limits.tags) remark("calendars.categories", { count: wanted.length, most: limits.tags });
  else if (words.some((tag) => shorten(tag, limits.tag).length < tag.length))
    remark("calendars.category", { most: limits.tag });
  return wanted.slice(0, limits.tags);
}
