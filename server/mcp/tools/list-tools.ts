import type { Tool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { isForPrograms, type Operation, operations } from "../../../contract/operations.ts";
import { viewOf } from "../view/inline-view.ts";
import { dataTools } from "./data-tools.ts";
import { toolInput, toolOutput } from "./tool-schema.ts";

/** The operations exposed as tools: all but those reserved for the web page. */
export const toolOperations: ReadonlyMap<string, Operation> = new Map(
  Object.values<Operation>(operations)
    .filter(isForPrograms)
    .map((operation) => [operation.name, operation]),
);

let made: readonly Tool[] | undefined;

/** Every tool as clients list it, always in the same order; built once. */
export function listTools(): readonly Tool[] {
  made ??= [...[...toolOperations.values()].map(toolOf), ...dataTools];
  return made;
}

function toolOf(operation: Operation): Tool {
  const { name, summary, input, output, reads, method, onlyAdds = false, appends = false } = operation;
  const view = viewOf(name);
  return {
    name,
    title: titleOf(name),
    description: summary,
    inputSchema: toolInput(input, name),
    outputSchema: toolOutput(z.object({ ...output.shape, omitted }), name),
    annotations: {
      title: titleOf(name),
      readOnlyHint: reads,
      ...(!reads && {
        // Anything not declared as only adding may change or remove data.
        destructiveHint: !onlyAdds,
        // PATCH and DELETE state the result, so repeating them is harmless. POST acts every time, and so does anything that
        // appends.
        idempotentHint: method !== "POST" && !appends,
      }),
      openWorldHint: false,
    },
    ...(view && { _meta: { ui: { resourceUri: view }, "ui/resourceUri": view } }),
  };
}

/** Any answer may be cut to what a model should read at once. */
const omitted = z.int().optional().meta({ description: "Left out of the longest list." });

/** "listItems" → "List items". */
function titleOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
