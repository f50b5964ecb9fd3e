"use client";
import { use } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";
import { lazyNote } from "../entry/lazy-note.ts";
import { lazyLeft } from "../left/lazy-left.ts";
import { lazyBanner } from "../notices/lazy-banner.ts";
import { lazyEmpty } from "./lazy-empty.ts";

/** Loads a part once. If that fails, it is retried where it renders. */
async function loadAhead<T>(part: LazyPart<T>): Promise<void> {
  const loaded = part.loaded ?? (await part.load().catch(() => undefined));
  if (loaded !== undefined) part.loaded = loaded;
}

interface Props {
  /** Whether the page includes assistants' changes. */
  readonly areFresh: boolean;
  /** Whether it includes what past days left undone. */
  readonly isLeft: boolean;
  /** Whether it is empty. */
  readonly isEmpty: boolean;
}

/** Placed before the server-rendered content: hydration waits until the scripts of those parts are loaded. */
export function DrawnParts({ areFresh, isLeft, isEmpty }: Props) {
  const drawn: readonly LazyPart<unknown>[] = [
    ...(areFresh ? [lazyNote, lazyBanner] : []),
    ...(isLeft ? [lazyLeft] : []),
    ...(isEmpty ? [lazyEmpty] : []),
  ];
  // Each part has one promise across renders.
  for (const part of drawn) part.ahead ??= loadAhead(part);
  for (const { ahead } of drawn) if (ahead) use(ahead);
  return null;
}
