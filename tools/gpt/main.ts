import { STATUS_CODES } from "node:http";
import path from "node:path";
import { withEnvFile } from "../../dev/launch-settings.ts";
import { ArgumentsRefused, describeOperation, findOperation, type GptOperation } from "./arguments.ts";
import { waitForCallback } from "./callback.ts";
import { explain, readCommandLine, readObject } from "./command-line.ts";
import { type Conversations, conversationOf, nameOfTerminal } from "./conversation.ts";
import { signInAtEmbedded } from "./embedded-sign-in.ts";
import { GptClient } from "./gpt-client.ts";
import { readSettings } from "./gpt-settings.ts";
import { tokenFile } from "./token-file.ts";

const usage = `npm run gpt                                    lists the operations
npm run gpt -- <operationId> ['<json>']        calls one, with one JSON object of arguments
npm run gpt -- --as <name> --password <password> <operationId> ['<json>']
                                               signs in by itself at the embedded identity server
--conversation <id>                            the conversation that the call belongs to; without it a terminal
                                               stays in one until it has been quiet for 30 minutes`;

/** @returns the exit code: 0 success, 1 refused or failed, 2 wrong usage */
async function main(): Promise<number> {
  const { values, name, json } = readCommandLine(usage);

  const source = withEnvFile(process.cwd(), process.env);
  const dataDir = source.DATA_DIR ?? ".data";
  const running = source.AGENDA_RUNNING ?? path.join(dataDir, "running.json");
  const { url, endpoint, credentials } = readSettings(source, running);
  const conversations = tokenFile<Conversations>(path.join(dataDir, "conversations.json"), "gpt");
  const client = new GptClient({
    url,
    credentials,
    conversation: conversationOf(values.conversation, `${nameOfTerminal()} ${url} ${values.as ?? ""}`, conversations),
    tokens: tokenFile(path.join(dataDir, "gpt.json"), `${endpoint} ${credentials.clientId} ${values.as ?? ""}`),
    async authorize(authorizationUrl) {
      const { as: username, password } = values;
      if (username !== undefined && password !== undefined)
        return signInAtEmbedded(authorizationUrl, { username, password });
      const state = authorizationUrl.searchParams.get("state") ?? "";
      return waitForCallback(credentials.redirectUri, state, () =>
        console.error(`Open this address to sign in:\n\n  ${authorizationUrl}\n`),
      );
    },
  });

  const operations = await client.operations();
  if (name === undefined) {
    const width = Math.max(...operations.map((operation) => operation.name.length));
    for (const operation of operations) console.log(`${operation.name.padEnd(width)}  ${operation.summary}`);
    return 0;
  }
  const { status, body } = await client.call(name, readJson(json, findOperation(operations, name)));
  console.log(`${status} ${STATUS_CODES[status] ?? ""}`.trim());
  console.log(typeof body === "string" ? body : JSON.stringify(body, null, 2));
  return status >= 200 && status < 300 ? 0 : 1;
}

const readJson = (json: string | undefined, operation: GptOperation) =>
  readObject(json, () => describeOperation(operation));

try {
  process.exitCode = await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof ArgumentsRefused ? 2 : 1;
}
