import { AgendaError } from "../../../../contract/problems.ts";

/** The message for invalid input: "#/pointer: words". Throws if it was not refused as such. */
export function refused(attempt: () => unknown): string {
  try {
    attempt();
  } catch (thrown) {
    if (!(thrown instanceof AgendaError) || thrown.code !== "invalid_input") throw thrown;
    return (thrown.more.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join("\n");
  }
  throw new Error("It was taken.");
}
