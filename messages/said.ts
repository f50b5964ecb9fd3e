import type { Translator } from "./translator.ts";

export type MessageKey = Parameters<Translator>[0];

/** What a message is filled in with: text as it is, or what each language writes in its own way. */
export type SaidValue =
  | string
  | number
  | Said
  | { readonly date: string }
  | { readonly time: string }
  | { readonly list: readonly SaidValue[] };

/** A message whose reader is not known yet: where a failure is thrown, or a file is read in another thread. */
export interface Said {
  readonly key: MessageKey;
  readonly values?: Readonly<Record<string, SaidValue>>;
}
