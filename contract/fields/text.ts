import { z } from "zod";
import type { Said } from "../../messages/said.ts";
import { limits } from "../limits.ts";

/** Strings as the agenda accepts them: trimmed, well-formed Unicode, no control characters, counted in code points. */
export const codePoints = (value: string): number => [...value].length;

/** @param words the message that a person sees */
const issue = (message: string, words: Said) => ({
  code: "custom" as const,
  message,
  params: { words },
  continue: false,
});

const control = /\p{Cc}/u;
const controlButNewline = /[^\P{Cc}\n]/u;

function words(most: number, { newlines = false } = {}) {
  const refused = newlines ? controlButNewline : control;
  return z
    .string()
    .transform((value) => (newlines ? value.replaceAll("\r\n", "\n") : value).trim())
    .superRefine((value, context) => {
      const length = codePoints(value);
      if (length === 0) context.addIssue(issue("Must not be empty.", { key: "problems.missing" }));
      if (length > most)
        context.addIssue(
          issue(`Must be at most ${most} characters long; these are ${length}.`, {
            key: "problems.tooLong",
            values: { most },
          }),
        );
      if (!value.isWellFormed()) context.addIssue("Must be well-formed Unicode; it holds half of a surrogate pair.");
      if (refused.test(value))
        context.addIssue(
          newlines ? "Must hold no control characters but newlines." : "Must hold no control characters.",
        );
    })
    .meta({ type: "string", minLength: 1, maxLength: most });
}

export const Text = words(limits.text);
export const Phrase = words(limits.phrase);
export const Notes = words(limits.notes, { newlines: true });
export const Location = words(limits.location);
export const SearchWords = words(limits.search);
/** Search words that were treated as typos. */
export const Corrections = z.array(z.object({ word: z.string(), taken: z.string() })).meta({
  description: "Nothing held `word`, so `taken`, one letter away, was searched for. Tell the person.",
});
export const Tag = words(limits.tag).transform((tag) => tag.replace(/^#+\s*/, "") || tag);
export const Tags = z
  .array(Tag)
  .max(limits.tags)
  .transform((tags) => [...new Set(tags)]);

const linkProtocols = ["https:", "http:", "mailto:", "tel:"];
export const Link = words(limits.url).superRefine((value, context) => {
  if (!URL.canParse(value) || !linkProtocols.includes(new URL(value).protocol))
    context.addIssue(
      issue("Must be a whole address that starts with https:, http:, mailto: or tel:.", { key: "problems.link" }),
    );
});
