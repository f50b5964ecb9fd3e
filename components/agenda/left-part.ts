"use client";
import { LeftFromBefore } from "../left/left-from-before.tsx";
import { lazyLeft } from "./day-list.tsx";

lazyLeft.loaded = LeftFromBefore;

/** On a page that comes with what past days left undone: brings its script along. */
export const LeftPart = () => null;
