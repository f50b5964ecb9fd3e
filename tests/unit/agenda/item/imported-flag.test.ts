import { expect, test } from "@playwright/test";
import { isForPrograms, type Operation, operations } from "../../../../contract/operations.ts";
import { plainSchema } from "../../../../server/mcp/tools/tool-schema.ts";

/**
 * Free texts that never come from an item: zones, cursors, settings, rules and dates in our words, and the caller's own input.
 */
const ours = new Set([
  ...["getContext", "resolveDates", "findFreeTime", "listItems", "getSettings", "updateSettings", "getOverview"].map(
    (name) => `${name}.timeZone`,
  ),
  "getSettings.language",
  ...["phrase", "notUnderstood[]", "reason", "readings[].recurrence", "readings[].meaning"].map(
    (field) => `resolveDates.phrases[].${field}`,
  ),
  ...["searched", "none", "slots[].timeZone", "wouldHelp[].words", "wouldHelp[].slot.timeZone"].map(
    (field) => `findFreeTime.${field}`,
  ),
  // `taken` is the caller's own word except for one letter.
  ...["listItems", "listTrash"].flatMap((name) =>
    ["nextCursor", "corrected[].word", "corrected[].taken"].map((field) => `${name}.${field}`),
  ),
  ...["getSettings.locale", "getSettings.language", "updateSettings.locale", "getContext.almostFull"],
  ...["createItems", "updateItemById", "deleteItemById", "rescheduleItems", "completeItems", "deleteItems"].map(
    (name) => `${name}.proposal.id`,
  ),
  ...["restoreItem", "undoChange", "updateSettings"].map((name) => `${name}.proposal.id`),
  ...["getSettings", "updateSettings"].flatMap((name) =>
    ["timedReminders[]", "allDayReminders[]"].map((field) => `${name}.${field}`),
  ),
]);

interface Node {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly pattern?: string;
  readonly enum?: unknown;
}

/**
 * The paths of all free texts without a mark next to them or to an enclosing object. The answer's top-level mark covers only
 * its own fields.
 */
function unmarked(node: Node, path: string, isMarked = false): string[] {
  if (node.items) return unmarked(node.items, `${path}[]`, isMarked);
  const { properties } = node;
  if (properties) {
    const hasMark = "imported" in properties;
    const isWhole = !path.includes(".");
    return Object.entries(properties).flatMap(([name, inner]) => {
      const isOwn = !inner.properties && !inner.items?.properties;
      return unmarked(inner, `${path}.${name}`, isMarked || (hasMark && (isOwn || !isWhole)));
    });
  }
  const isFree = node.type === "string" && node.pattern === undefined && node.enum === undefined;
  return isFree && !isMarked ? [path] : [];
}

test("every free text of an answer has the import mark next to it, or is listed here as not coming from an item", () => {
  const found = Object.values<Operation>(operations)
    .filter(isForPrograms)
    .flatMap(({ name, output }) => unmarked(plainSchema(output, "output") as Node, name));
  expect(found.filter((path) => !ours.has(path))).toEqual([]);
  expect(found).toContain("findFreeTime.none"); // unmarked texts are found at all
});
