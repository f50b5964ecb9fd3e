"use client";
import { use } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";
import { lazyNote } from "../entry/lazy-note.ts";
import { lazyLeft } from "../left/lazy-left.ts";
import { lazyBanner } from "../notices/lazy-banner.ts";
import { lazyEmpty } from "./lazy-empty.ts";

/** Loads a part once. What could not be loaded is tried again where it is drawn. */
async function loadAhead<T>(part: LazyPart<T>): Promise<void> {
  const loaded = part.loaded ?? (await part.load().catch(() => undefined));
  if (loaded !== undefined) part.loaded = loaded;
}

interface Props {
  /** Whether the page comes with what assistants did. */
  readonly areFresh: boolean;
  /** Whether it comes with what past days left undone. */
  readonly isLeft: boolean;
  /** Whether it comes with nothing at all. */
  readonly isEmpty: boolean;
}

/** Stands on the page before what the server has drawn: the page comes alive once the scripts of those parts are there. */
export function DrawnParts({ areFresh, isLeft, isEmpty }: Props) {
  const drawn: readonly LazyPart<unknown>[] = [
    ...(areFresh ? [lazyNote, lazyBanner] : []),
    ...(isLeft ? [lazyLeft] : []),
    ...(isEmpty ? [lazyEmpty] : []),
  ];
  // Each has the same promise whenever it is asked for.
  for (const part of drawn) part.ahead ??= loadAhead(part);
  for (const { ahead } of drawn) if (ahead) use(ahead);
  return null;
}
