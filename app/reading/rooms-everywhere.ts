import type { Room } from "../../messages/catalog.ts";

/** The rooms that every page speaks with: their messages come with the layout. tests/unit/messages/pages.test.ts says which. */
export const everywhere: readonly Room[] = ["controls"];
