import type { ItemChange } from "../agenda/history/ledger.ts";
import type { ProgramLimits } from "../agenda/programs/asks-first.ts";
import type { SettingsChange } from "../agenda/settings/stored-settings.ts";
import type { Door } from "../contract/fields/item.ts";
import type { Language } from "../contract/languages.ts";
import type { ProgramLevel } from "../contract/operations.ts";
import type { Translator } from "../messages/translator.ts";

declare const brand: unique symbol;
/** Logto's `sub`. Branded, so that no other string is accepted for one. */
export type UserId = string & { readonly [brand]: "UserId" };

/**
 * Validates a subject from Logto or a cookie; undefined if it cannot be one, such as text the database does not accept.
 * @see OpenID Connect Core §2 (at most 255 characters; Logto's have 12)
 */
export function readUserId(sub: unknown): UserId | undefined {
  const isOne = typeof sub === "string" && /^[^\0\uFFFD]{1,128}$/.test(sub) && sub.isWellFormed();
  return isOne ? (sub as UserId) : undefined;
}

/** What the person lets a program do. */
export interface ProgramAccess extends ProgramLimits {
  readonly level: ProgramLevel;
  /** Items with one of these tags are hidden from it. */
  readonly hiddenTags: readonly string[];
}

/** A proposal that the person has just accepted: what it would do, as they saw it. */
export interface Accepting {
  readonly id: string;
  readonly items: readonly ItemChange[];
  readonly settings: SettingsChange | null;
  /** Whether they edited it first: then only the starting state must match. */
  readonly isEdited: boolean;
}

/** Who is calling, and over which interface. */
export interface Caller {
  readonly userId: UserId;
  readonly door: Door;
  /** The calling OAuth client, if the identity server reports it. */
  readonly clientId?: string;
  /** The client's self-reported name: for display only, not verified. */
  readonly clientName?: string;
  /** The assistant's conversation, if it sends one. */
  readonly conversation?: string;
  /** A browser's session: what it registers ends with it. */
  readonly sessionHash?: string;
  /** The user's display name, for a browser whose user has a name at Logto. */
  readonly name?: string;
  /** For a person on their own page: the language they read. Programs get English (docs/decisions/0180). */
  readonly language?: Language;
  /** For messages to the caller: in that language, or in English. */
  readonly t: Translator;
  /** The level that its token's scopes grant, if any. */
  readonly scopeLevel?: ProgramLevel;
  /** What this program may do; absent for the person's own page. */
  readonly access?: ProgramAccess;
  /** The program's proposal that is being carried out, because the person has accepted it. */
  readonly accepting?: Accepting;
}

/**
 * What identifies a program: the client id of its token, because it can change the name it reports at any time. If the sign-in
 * server reports no client, all programs that use one door count as one.
 */
export const programOf = ({ clientId, door }: Pick<Caller, "clientId" | "door">): string => clientId ?? door;
