import type { Tool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { isForPrograms, type Operation, operations } from "../../../contract/operations.ts";
import { viewOf } from "../view/inline-view.ts";
import { dataTools } from "./data-tools.ts";
import { toolInput, toolOutput } from "./tool-schema.ts";

/** The operations that are tools: all but those that only the web page may ask for. */
export const toolOperations: ReadonlyMap<string, Operation> = new Map(
  Object.values<Operation>(operations)
    .filter(isForPrograms)
    .map((operation) => [operation.name, operation]),
);

let made: readonly Tool[] | undefined;

/** Every tool as clients list it, always in the same order; made once. */
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
    inputSchema: toolInput(input),
    outputSchema: toolOutput(z.object({ ...output.shape, omitted }), name),
    annotations: {
      title: titleOf(name),
      readOnlyHint: reads,
      ...(!reads && {
        // What is not said to only add may change or remove what is there.
        destructiveHint: !onlyAdds,
        // PATCH and DELETE say what shall be: asked twice, the second time finds it so. POST does something each time, and so
        // does what appends.
        idempotentHint: method !== "POST" && !appends,
      }),
      openWorldHint: false,
    },
    ...(view && { _meta: { ui: { resourceUri: view }, "ui/resourceUri": view } }),
  };
}

/** Every answer may be cut to what a model should read at once. */
const omitted = z.int().optional().meta({ description: "Left out of the longest list, which was too long." });

/** "listItems" → "List items". */
function titleOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
