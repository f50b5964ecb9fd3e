import type { CallToolResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Item } from "../../../contract/fields/item.ts";
import type { JsonObject } from "../../../contract/json-object.ts";
import { getItemById, listItems } from "../../../contract/operations.ts";
import { AgendaError } from "../../../contract/problems.ts";
import { env } from "../../../env.ts";
import type { Caller } from "../../caller.ts";
import { answerCharacters, sizeOf } from "../answers/answer-size.ts";
import { type AnsweredItem, itemLine } from "../answers/item-line.ts";
import { cutWords, markUntrusted, withoutMarks } from "../answers/mark-untrusted.ts";
import { fetchInput, searchInput } from "./data-tools.ts";
import { runOperation } from "./run-tool.ts";

/** The `search` tool: at most 20 items, best first. */
export async function searchItems(caller: Caller, fields: JsonObject): Promise<CallToolResult> {
  const query = read(searchInput, fields).query.trim();
  const asked = query === "" ? {} : { q: query, order: "relevance" };
  const { items } = (await runOperation(listItems, caller, { ...asked, limit: 20 })) as { items: Item[] };
  return both({
    results: items.map((item) => ({ id: item.id, title: titleOf(item), url: urlOf(item), ...markOf(item) })),
  });
}

/** The `fetch` tool: one item as a document. */
export async function fetchItem(caller: Caller, fields: JsonObject): Promise<CallToolResult> {
  const { id } = read(fetchInput, fields);
  const { item } = (await runOperation(getItemById, caller, { id })) as { item: Item };
  const { date, weekday, done, updatedAt } = item;
  const metadata = { date, weekday, done: String(done), updatedAt };
  const whole = itemLine(withoutMarks<AnsweredItem>(item), { isWhole: true });
  const answerWith = (most: number) =>
    both({ id, title: titleOf(item), text: cutWords(whole, most), url: urlOf(item), ...markOf(item), metadata });
  let most = answerCharacters;
  while (sizeOf(answerWith(most)) > answerCharacters) most = Math.floor(most * 0.8);
  return answerWith(most);
}

function read<T extends z.ZodObject>(schema: T, fields: JsonObject): z.output<T> {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const names = Object.keys(schema.shape).join(", ");
  throw new AgendaError("invalid_input", `This tool takes ${names}, as text, and nothing else.`);
}

function titleOf(item: Item): string {
  const text = cutWords(withoutMarks(item.text), 120);
  const words = item.imported ? markUntrusted(text) : text;
  return `${words} (${item.weekday} ${item.date}${item.startTime ? ` ${item.startTime}` : ""})`;
}

const markOf = ({ imported }: Item) => imported && { imported };
const urlOf = ({ id, occurrence }: Item) =>
  `${env().APP_URL}/?item=${id}${occurrence === undefined ? "" : `&occurrence=${occurrence}`}`;

/** These two tools also return their fields as JSON text, which their clients expect. */
const both = (output: JsonObject): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(output) }],
  structuredContent: { ...output },
});
