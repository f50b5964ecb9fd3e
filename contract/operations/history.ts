import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door, Item, ItemId, importedMark } from "../fields/item.ts";
import { Corrections, SearchWords } from "../fields/text.ts";
import { Instant, PlainDate } from "../fields/time.ts";
import { previewed, previewing, previewProblems } from "../fields/write-fields.ts";
import { keptDays, limits } from "../limits.ts";
import type { Operation } from "../operation.ts";

/** History, undo and the trash. */

/** The change in every write's answer. */
export const ChangeRef = z
  .object({
    id: z.int().meta({ description: "undoChange takes it." }),
    summary: z.string().meta({ description: "What was done." }),
    imported: importedMark("summary quotes text"),
  })
  .meta({ id: "ChangeRef" });

export const changeKinds = ["created", "updated", "deleted", "restored"] as const;
export type ChangeKind = (typeof changeKinds)[number];
const Kind = z.enum(changeKinds);

/** "this" or a conversation's id from listChanges. */
const Conversation = z.string().min(1).max(200);

const Change = z
  .object({
    id: z.int(),
    at: Instant,
    door: Door,
    program: z.string().optional().meta({ description: "The program that wrote, by the sign-in server." }),
    programName: z.string().optional().meta({ description: "What that program calls itself." }),
    conversation: z.string().optional().meta({ description: "The assistant's conversation." }),
    summary: z
      .string()
      .optional()
      .meta({
        description: `What was done. Absent after ${keptDays} days.`,
      }),
    imported: importedMark("summary quotes text"),
    settings: z.literal(true).optional().meta({ description: "It changed settings; items only got their zone by it." }),
    undoes: z
      .array(z.int())
      .optional()
      .meta({ description: `What it undid, newest first; at most ${limits.undoMost}.` }),
    undoneBy: z.int().optional().meta({ description: "The change that undid it, while that holds." }),
    items: z
      .array(
        z.object({
          id: ItemId,
          kind: Kind,
          text: z
            .string()
            .optional()
            .meta({
              description: `Afterwards. Like was and is, only up to ${limits.itemsInWords} items.`,
            }),
          occurrences: z
            .array(z.object({ occurrence: PlainDate, kind: Kind }))
            .optional()
            .meta({
              description: `Of a repeating item: which it changed, by original date; none where it only ended earlier because the rest became another item. Absent: the item as a whole, or more than ${limits.occurrencesListed}.`,
            }),
          was: z.string().optional().meta({ description: "What it touched, as it was before, in words." }),
          is: z.string().optional().meta({ description: "The same as it was afterwards." }),
          imported: importedMark("it came"),
        }),
      )
      .optional()
      .meta({
        description: `Absent after ${keptDays} days, or when there are more than ${limits.itemsPerChange}.`,
      }),
    itemCount: z.int().optional().meta({ description: "How many items it touched, where they are not listed." }),
  })
  .meta({ id: "Change" });

export const listChanges = {
  ...addresses.listChanges,
  name: "listChanges",
  status: 200,
  reads: true,
  isConsequential: false,
  summary:
    'List what changed: what, when, through which door, before and after in words. For the latest: order "newest". For one chat: conversation "this".',
  input: z.strictObject({
    since: z.int().min(0).optional().meta({ description: "Only after this revision. Default: 0, everything." }),
    before: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Only before this change: with order newest, the last id of the page before." }),
    order: z.enum(["oldest", "newest"]).optional().meta({ description: "Which come first. Default: oldest." }),
    door: Door.optional().meta({ description: "Only what came through this door." }),
    conversation: Conversation.optional().meta({ description: 'Only what this conversation did: its id, or "this".' }),
    program: z.string().min(1).max(300).optional(),
    limit: z
      .int()
      .min(1)
      .max(limits.listMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.changesDefault}.` }),
  }),
  output: z.object({
    rev: z.int().meta({ description: "The agenda's revision now." }),
    complete: z.boolean().meta({
      description: "False: some changes in between are no longer known by item: read the agenda anew.",
    }),
    changes: z.array(Change),
    more: z
      .boolean()
      .optional()
      .meta({ description: "True when there are more: ask again since the last id, or before it with order newest." }),
  }),
  problems: [],
} as const satisfies Operation;

/** What prevents a change from being undone. */
export const InTheWay = z
  .object({
    id: ItemId.optional().meta({ description: "The item; absent for a setting." }),
    text: z.string(),
    what: z.string().meta({ description: "What was done to it since." }),
    imported: importedMark("it came"),
    change: z.int().optional().meta({ description: "The change that did it." }),
    changedBy: Door.optional().meta({ description: "The door it came through." }),
  })
  .meta({ id: "InTheWay" });
export type InTheWay = z.output<typeof InTheWay>;

export const undoChange = {
  ...addresses.undoChange,
  name: "undoChange",
  status: 200,
  reads: false,
  alwaysChanges: true,
  isConsequential: false,
  summary:
    "Undo a change, all or nothing: the last one (last: true), one by id, or all of a conversation. The undo is a change too, so undoing its change.id brings everything back.",
  input: z.strictObject({
    last: z.boolean().optional().meta({
      description:
        "True: the last change you made that is not undone, in this conversation, or through this door when it changed nothing. Again for the one before.",
    }),
    id: z.int().min(1).optional().meta({ description: "One change: change.id of a write's answer." }),
    conversation: Conversation.optional().meta({
      description: 'All of one conversation: its id as listChanges tells it, or "this".',
    }),
    force: z.boolean().optional().meta({
      description: "After changed_since, if the person agrees: undo what can be undone, leave what was changed since.",
    }),
    ...previewing,
  }),
  output: z.object({
    change: ChangeRef.optional().meta({ description: "Absent in a preview." }),
    undoes: z.array(z.int()).meta({ description: "The numbers of the changes that were undone, newest first." }),
    items: z
      .array(z.object({ id: ItemId, kind: Kind, text: z.string(), imported: importedMark("it came") }))
      .meta({ description: `What became of the items by it; at most ${limits.itemsInWords} are listed.` }),
    itemCount: z.int().meta({ description: "How many items it touched." }),
    left: z
      .array(InTheWay)
      .optional()
      .meta({ description: "With force: what was changed since and was left, at least in part, as it is." }),
    ...previewed,
  }),
  problems: [
    "change_not_found",
    "changed_since",
    "already_undone",
    "nothing_to_undo",
    "too_old_to_undo",
    "agenda_full",
    ...previewProblems,
  ],
} as const satisfies Operation;

export const listTrash = {
  ...addresses.listTrash,
  name: "listTrash",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `List what was deleted within the last ${keptDays} days, last deleted first, or search it with q.`,
  input: z.strictObject({
    limit: z
      .int()
      .min(1)
      .max(limits.listMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.listDefault}.` }),
    cursor: z.string().min(1).max(limits.cursor).optional().meta({
      description: "nextCursor of the page before. It remembers q.",
    }),
    q: SearchWords.optional().meta({
      description: "Only what holds every word, as in listItems.",
    }),
  }),
  output: z.object({
    items: z.array(
      // Spread, not extended: an extended schema would refer to Item inside an allOf, which ChatGPT reads as empty.
      z
        .object({
          ...Item.shape,
          deletedAt: Instant,
          keptUntil: Instant.meta({ description: "Gone for good after this, if it is not restored before." }),
        })
        .meta({ id: "TrashedItem" }),
    ),
    corrected: Corrections.optional(),
    nextCursor: z.string().optional().meta({ description: "Present when there is more." }),
  }),
  problems: [],
} as const satisfies Operation;
