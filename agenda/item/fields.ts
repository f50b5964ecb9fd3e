/** What the code needs to know about a field. Lengths are in contract/limits.ts, meanings in item-content.ts. */
interface Field {
  /** Its column in the table "Item", and that column's PostgreSQL type. */
  readonly column: string;
  readonly type: "text" | "text[]" | "boolean" | "jsonb" | "timestamptz";
  /** How an occurrence overrides it: alone, together with all date and time fields, or not as a field. */
  readonly differs: "alone" | "when" | "never";
  /**
   * Fields of one part are undone together: a rule with the date and time, because the date must match it. Null: see
   * undo-parts.ts.
   */
  readonly undoPart: string | null;
  /** False if it does not matter for whether two items are equal. */
  readonly isCompared: boolean;
  /** For a detail, which has no verb of its own in a sentence: its display name. */
  readonly title?: string;
  /** For a detail: its empty value. */
  readonly empty?: null | readonly [];
  /** For a detail: too long to quote for one occurrence. */
  readonly isLong?: boolean;
  /** For a detail that is a property in a calendar file: that property and its type. @see RFC 5545 §3.8, RFC 7265 §3.4 */
  readonly property?: readonly [name: string, type: "text" | "uri" | "integer"];
}

const when = { type: "text", differs: "when", undoPart: "when", isCompared: true } as const;
const moment = { type: "timestamptz", differs: "never", undoPart: "when", isCompared: true } as const;
const detail = { type: "text", differs: "alone", isCompared: true, empty: null } as const;

/** All fields of an item. Code that misses one does not compile (docs/decisions/0240). */
export const fields = {
  text: { column: "text", type: "text", differs: "alone", undoPart: "text", isCompared: true },
  date: { ...when, column: "date" },
  startTime: { ...when, column: "startTime" },
  endDate: { ...when, column: "endDate" },
  endTime: { ...when, column: "endTime" },
  timeZone: { ...when, column: "timeZone" },
  endTimeZone: { ...when, column: "endTimeZone" },
  notes: {
    ...detail,
    column: "notes",
    undoPart: "notes",
    title: "notes",
    isLong: true,
    property: ["description", "text"],
  },
  location: { ...detail, column: "location", undoPart: "location", title: "location", property: ["location", "text"] },
  url: { ...detail, column: "url", undoPart: "url", title: "link", property: ["url", "uri"] },
  tags: {
    ...detail,
    column: "tags",
    type: "text[]",
    undoPart: "tags",
    title: "tags",
    empty: [],
    property: ["categories", "text"],
  },
  reminders: {
    ...detail,
    column: "reminders",
    type: "text[]",
    undoPart: "reminders",
    title: "reminders",
    empty: [],
  },
  done: { column: "done", type: "boolean", differs: "alone", undoPart: "done", isCompared: true },
  startsAtMs: { ...moment, column: "startsAt" },
  endsAtMs: { ...moment, column: "endsAt" },
  recurrence: { column: "recurrence", type: "text", differs: "never", undoPart: "when", isCompared: true },
  exceptions: { column: "exceptions", type: "jsonb", differs: "never", undoPart: null, isCompared: true },
  imported: { column: "imported", type: "jsonb", differs: "never", undoPart: "imported", isCompared: false },
} as const satisfies Readonly<Record<string, Field>>;

type Fields = typeof fields;
export type FieldName = keyof Fields;
type Having<Shape> = { [F in FieldName]: Fields[F] extends Shape ? F : never }[FieldName];

/** The local date and time fields. */
export type WhenName = Having<{ differs: "when" }>;
/** Fields that one occurrence may override separately. */
export type AloneName = Having<{ differs: "alone" }>;
/** Optional fields besides the title and the date and time. */
export type DetailName = Having<{ title: string }>;
/** The fields of one entry: each is stored unchanged in a column. */
export type PlaceName = WhenName | AloneName;

export const fieldNames = Object.keys(fields) as FieldName[];
const namesWhere = <F extends FieldName>(isWanted: (field: Field) => boolean) =>
  fieldNames.filter((name) => isWanted(fields[name])) as F[];
export const whenNames = namesWhere<WhenName>(({ differs }) => differs === "when");
export const aloneNames = namesWhere<AloneName>(({ differs }) => differs === "alone");
export const detailNames = namesWhere<DetailName>(({ title }) => title !== undefined);
export const placeNames = namesWhere<PlaceName>(({ differs }) => differs !== "never");
export const comparedNames = namesWhere(({ isCompared }) => isCompared);
