"use client";
import { ChangeNote } from "../entry/change-note.tsx";
import { lazyNote } from "../entry/entry.tsx";
import { ChangeBanner } from "../notices/change-banner.tsx";
import { lazyBanner } from "./agenda.tsx";

lazyNote.loaded = ChangeNote;
lazyBanner.loaded = ChangeBanner;

/** On a page that comes with what assistants did: brings the script of its notes and its banner along. */
export const FreshParts = () => null;
