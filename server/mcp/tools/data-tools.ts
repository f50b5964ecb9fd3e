import type { Tool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { importedMark } from "../../../contract/fields/item.ts";
import { toolInput, toolOutput } from "./tool-schema.ts";

/**
 * `search` and `fetch`, in the form that read-only data apps expect of every server: search for text, then get a document by
 * id. They map to listItems and getItemById.
 */
export const searchInput = z.strictObject({
  query: z.string().meta({ description: "Words to find, anywhere in an item. Empty: what is coming up." }),
});
export const fetchInput = z.strictObject({ id: z.string().meta({ description: "An id that search answered." }) });

const searchOutput = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string(), imported: importedMark("it came") })),
});
const fetchOutput = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  imported: importedMark("it came"),
  metadata: z.record(z.string(), z.string()),
});

const annotations = { readOnlyHint: true, openWorldHint: false } as const;

export const dataTools: readonly Tool[] = [
  {
    name: "search",
    title: "Search",
    description: "Find items of the agenda by words. fetch reads one whole. listItems can do more.",
    inputSchema: toolInput(searchInput, "search"),
    outputSchema: toolOutput(searchOutput, "search"),
    annotations: { title: "Search", ...annotations },
  },
  {
    name: "fetch",
    title: "Fetch",
    description: "Read one item of the agenda that search found, as a text.",
    inputSchema: toolInput(fetchInput, "fetch"),
    outputSchema: toolOutput(fetchOutput, "fetch"),
    annotations: { title: "Fetch", ...annotations },
  },
];
