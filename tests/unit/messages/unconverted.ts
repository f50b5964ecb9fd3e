/** Rooms whose words are not messages yet. It only gets shorter. */
export const unconverted: ReadonlySet<string> = new Set();

/** Documentation for who runs a server, beside what people read: English, as the menus that it names (docs/decisions/0278). */
export const documentation: readonly string[] = [
  "components/connect/gpt-instructions.ts",
  "components/connect/gpt-setup.tsx",
  "components/connect/mcp-setup.tsx",
  "components/connect/step.tsx",
];
