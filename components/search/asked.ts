import type { Door } from "../../contract/fields/item.ts";
import { firstDate, lastDate } from "../../contract/first-limits.ts";
import { limits } from "../../contract/limits.ts";
import type { Sent } from "../sync/api-client.ts";

/** A search as encoded in the page's URL. */
export interface Asked {
  readonly q: string;
  readonly tag: string;
  readonly state: "" | "open" | "done";
  readonly door: "" | Door;
  readonly order: "best" | "date";
}

const one = <T extends string>(value: string | null, known: readonly T[], otherwise: T): T =>
  known.find((each) => each === value) ?? otherwise;

/** Parses the URL's parameters; ignores unknown ones. */
export function readAsked(params: { get(name: string): string | null }): Asked {
  return {
    q: params.get("q") ?? "",
    tag: params.get("tag") ?? "",
    state: one(params.get("state"), ["", "open", "done"], ""),
    door: one(params.get("door"), ["", "gpt", "web", "mcp"], ""),
    order: one(params.get("order"), ["best", "date"], "best"),
  };
}

/** The URL of a search. Equal searches have equal URLs. */
export function addressOf({ q, tag, state, door, order }: Asked): string {
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q.trim());
  if (tag.trim()) params.set("tag", tag.trim());
  if (state) params.set("state", state);
  if (door) params.set("door", door);
  if (order !== "best") params.set("order", order);
  return params.size > 0 ? `/search?${params}` : "/search";
}

/** Whether any filter applies besides the words. */
export const isFiltered = ({ tag, state, door }: Asked): boolean => tag.trim() !== "" || state !== "" || door !== "";

/** The API request; undefined while there is nothing to search for. Without words, the filters apply to the whole agenda. */
export function questionOf(asked: Asked): Sent<"listItems"> | undefined {
  const q = asked.q.trim();
  if (!q && !isFiltered(asked)) return undefined;
  return {
    ...(q ? { q } : { from: firstDate, to: lastDate }),
    ...(asked.tag.trim() && { tag: asked.tag.trim() }),
    ...(asked.state && { done: asked.state === "done" }),
    ...(asked.door && { createdBy: asked.door }),
    ...(q && asked.order === "best" && { order: "relevance" as const }),
    limit: limits.listDefault,
  };
}
