/** What the rooms need to know of a field. Lengths stand in contract/limits.ts, what its value means in item-content.ts. */
interface Field {
  /** Of the table "Item", and its type in PostgreSQL. */
  readonly column: string;
  readonly type: "text" | "text[]" | "boolean" | "jsonb" | "timestamptz";
  /** How an occurrence differs in it from its series: by itself, together with all that says when it is, or never as a field. */
  readonly differs: "alone" | "when" | "never";
  /** Fields of one part are undone together: a rule with when the item is, because its date must match. Null: see undo-parts.ts. */
  readonly undoPart: string | null;
  /** False for what is not part of whether two items say the same. */
  readonly isCompared: boolean;
  /** Set of a detail, which has no verb of its own in a sentence: what a person calls it. */
  readonly title?: string;
  /** Of a detail: its value where there is none. */
  readonly empty?: null | readonly [];
  /** Of a detail: too long to be quoted for one occurrence. */
  readonly isLong?: boolean;
  /** Of a detail: its property in a calendar file and that property's type. @see RFC 5545 §3.8, RFC 7265 §3.4 */
  readonly property?: readonly [name: string, type: "text" | "uri" | "integer"];
}

const when = { type: "text", differs: "when", undoPart: "when", isCompared: true } as const;
const moment = { type: "timestamptz", differs: "never", undoPart: "when", isCompared: true } as const;
const detail = { type: "text", differs: "alone", isCompared: true, empty: null } as const;

/** Every field of an item, once. A place that lacks one does not compile (docs/decisions/0240). */
export const fields = {
  text: { column: "text", type: "text", differs: "alone", undoPart: "text", isCompared: true },
  date: { ...when, column: "date" },
  startTime: { ...when, column: "startTime" },
  endDate: { ...when, column: "endDate" },
  endTime: { ...when, column: "endTime" },
  timeZone: { ...when, column: "timeZone" },
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

/** When an item is, on the wall. */
export type WhenName = Having<{ differs: "when" }>;
/** What one occurrence may say differently by itself. */
export type AloneName = Having<{ differs: "alone" }>;
/** What is said beside the text and when it is, and can be left out. */
export type DetailName = Having<{ title: string }>;
/** What an item says of one place: a column holds each as it is. */
export type PlaceName = WhenName | AloneName;

export const fieldNames = Object.keys(fields) as FieldName[];
const namesWhere = <F extends FieldName>(isWanted: (field: Field) => boolean) =>
  fieldNames.filter((name) => isWanted(fields[name])) as F[];
export const whenNames = namesWhere<WhenName>(({ differs }) => differs === "when");
export const aloneNames = namesWhere<AloneName>(({ differs }) => differs === "alone");
export const detailNames = namesWhere<DetailName>(({ title }) => title !== undefined);
export const placeNames = namesWhere<PlaceName>(({ differs }) => differs !== "never");
export const comparedNames = namesWhere(({ isCompared }) => isCompared);
