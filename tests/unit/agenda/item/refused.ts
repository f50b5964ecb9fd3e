import { AgendaError } from "../../../../contract/problems.ts";

/** What a refused input was told: "#/pointer: words". Throws when it was not refused as invalid input. */
export function refused(attempt: () => unknown): string {
  try {
    attempt();
  } catch (thrown) {
    if (!(thrown instanceof AgendaError) || thrown.code !== "invalid_input") throw thrown;
    return (thrown.more.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join("\n");
  }
  throw new Error("It was taken.");
}
