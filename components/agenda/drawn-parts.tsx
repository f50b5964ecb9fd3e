"use client";
import { use } from "react";
import type { LazyPart } from "../controls/lazy-part.ts";
import { lazyNote } from "../entry/lazy-note.ts";
import { lazyLeft } from "../left/lazy-left.ts";
import { lazyBanner } from "../notices/lazy-banner.ts";
import { lazyEmpty } from "./lazy-empty.ts";

const ahead = new Map<string, Promise<void>>();

/** @returns the same promise each time. What could not be loaded is tried again where it is drawn. */
function loadedAhead<T>(name: string, part: LazyPart<T>): Promise<void> {
  const loading = async () => {
    const loaded = part.loaded ?? (await part.load().catch(() => undefined));
    if (loaded !== undefined) part.loaded = loaded;
  };
  const known = ahead.get(name) ?? loading();
  ahead.set(name, known);
  return known;
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
  const loading = [
    ...(areFresh ? [loadedAhead("note", lazyNote), loadedAhead("banner", lazyBanner)] : []),
    ...(isLeft ? [loadedAhead("left", lazyLeft)] : []),
    ...(isEmpty ? [loadedAhead("empty", lazyEmpty)] : []),
  ];
  for (const each of loading) use(each);
  return null;
}
