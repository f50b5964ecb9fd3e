import { Fragment } from "react";
import { linkedParts } from "./linked-parts.ts";

/** A text as lines and links. Anything else in it, markup included, stays text. */
export function LinkedText({ text }: { readonly text: string }) {
  return text.split(/\n\s*\n/).map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity
    <p key={index} dir="auto">
      {partsOf(paragraph)}
    </p>
  ));
}

function partsOf(text: string) {
  return linkedParts(text).map(({ words, href }, index) =>
    href === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity
      <Fragment key={index}>{words}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity
      <a key={index} href={href} target="_blank" rel="noreferrer">
        {words}
      </a>
    ),
  );
}
