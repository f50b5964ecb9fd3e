import path from "node:path";
import { withEnvFile } from "../../dev/launch-settings.ts";
import { ArgumentsRefused } from "./arguments.ts";
import { waitForCallback } from "./callback.ts";
import { explain, readCommandLine } from "./command-line.ts";
import { type Conversations, conversationOf, nameOfTerminal } from "./conversation.ts";
import { signInAtEmbedded } from "./embedded-sign-in.ts";
import { tokenFile } from "./token-file.ts";

/** What both terminal clients, `npm run gpt` and `npm run mcp`, start from. @throws ArgumentsRefused with the usage */
export function openTerminal(command: "gpt" | "mcp", usage: string) {
  const { values, name, json } = readCommandLine(usage);
  const { as: username, password, conversation } = values;
  const source = withEnvFile(process.cwd(), process.env);
  const dataDir = source.DATA_DIR ?? ".data";
  return {
    ...{ name, json, source },
    runningFile: source.AGENDA_RUNNING ?? path.join(dataDir, "running.json"),
    /** @param key the server and the client */
    tokensFor: <T>(key: string) => tokenFile<T>(path.join(dataDir, `${command}.json`), `${key} ${username ?? ""}`),
    conversationAt(url: string): string {
      const conversations = tokenFile<Conversations>(path.join(dataDir, "conversations.json"), command);
      return conversationOf(conversation, `${nameOfTerminal()} ${url} ${username ?? ""}`, conversations);
    },
    /** Signs in by itself if it was given a person, who must be of the embedded identity server. */
    async authorize(authorizationUrl: URL, redirectUri: string): Promise<URL> {
      if (username !== undefined && password !== undefined)
        return signInAtEmbedded(authorizationUrl, { username, password });
      const state = authorizationUrl.searchParams.get("state") ?? "";
      return waitForCallback(redirectUri, state, () =>
        console.error(`Open this address to sign in:\n\n  ${authorizationUrl}\n`),
      );
    },
  };
}

export function printList(entries: readonly { readonly name: string; readonly does: string }[]): void {
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, does } of entries) console.log(`${name.padEnd(width)}  ${does}`);
}

/** Sets the exit code. @param run returns it: 0 success, 1 refused or failed; wrong usage is 2 */
export async function runClient(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (thrown) {
    console.error(explain(thrown));
    process.exitCode = thrown instanceof ArgumentsRefused ? 2 : 1;
  }
}
