import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../../../contract/json-object.ts";
import { type AgendaError, problems } from "../../../contract/problems.ts";
import { answerCharacters, sizeOf } from "./answer-size.ts";
import { cutWords, jsonOf, markUntrusted, withoutMarks } from "./mark-untrusted.ts";
import { describeOutput } from "./texts.ts";

/** Maximum characters for the text of an answer, if its fields leave room. */
const mostWords = 6_000;
const envelope = 400;

/** A tool's result: the fields for programs, and the same as text. */
export function answerOf(name: string, output: JsonObject): CallToolResult {
  const json = JSON.stringify(output);
  const room = Math.min(mostWords, answerCharacters - envelope - json.length);
  return {
    content: [{ type: "text", text: linesWithin(describeOutput(name, withoutMarks(output, json)), room) }],
    structuredContent: { ...output },
  };
}

/** As many lines as fit; the rest are counted. */
function linesWithin(lines: readonly string[], room: number): string {
  let left = room - 80; // reserved for the count
  const whole = lines.join("\n"); // as JSON a line break takes two characters, as the quotes of a line would
  if (sizeOf(whole) <= left) return whole;
  const kept: string[] = [];
  for (const line of lines) {
    left -= sizeOf(line);
    if (left < 0) break;
    kept.push(line);
  }
  const first = kept.length > 0 ? kept : [cutWords(lines[0] ?? "", Math.max(Math.floor(room / 4), 100))];
  return [...first, `… and ${lines.length - first.length} more lines: see the structured answer.`].join("\n");
}

/** A problem as a tool result: its code, what was wrong, and what would be right. */
export function problemAnswer({ code, ...said }: AgendaError, requestId: string): CallToolResult {
  const { title } = problems[code];
  const { detail, more } = withoutMarks(said);
  const errors = (more.errors ?? []).slice(0, 20).map((error) => `- ${error.pointer}: ${error.detail}`);
  const listed = [
    ...linesOf("in the way", more.inTheWay),
    ...linesOf("takes that time", more.conflicts),
    ...linesOf("free instead", more.freeSlots),
  ];
  const lines = [
    `${code}: ${title}`,
    detail && more.isFromOutside ? markUntrusted(detail) : (detail ?? ""),
    ...(errors.length > 1 || !detail ? errors : []),
    more.item === undefined ? "" : `The item now: ${jsonOf(more.item)}`,
    ...listed,
    more.retryAfterSeconds === undefined ? "" : `Try again after ${more.retryAfterSeconds} seconds.`,
    code === "internal_error" ? `The log has it as ${requestId}.` : "",
  ].filter(Boolean);
  const text = linesWithin(lines, answerCharacters - envelope);
  return { content: [{ type: "text", text }], isError: true, _meta: { "agenda/problem": { code, requestId } } };
}

const linesOf = (what: string, list: unknown): string[] =>
  Array.isArray(list) ? list.slice(0, 20).map((each) => `- ${what}: ${jsonOf(each)}`) : [];
