import { STATUS_CODES } from "node:http";
import { describeOperation, findOperation } from "./arguments.ts";
import { readObject } from "./command-line.ts";
import { GptClient } from "./gpt-client.ts";
import { readSettings } from "./gpt-settings.ts";
import { openTerminal, printList, runClient } from "./terminal-client.ts";

const usage = `npm run gpt                                    lists the operations
npm run gpt -- <operationId> ['<json>']        calls one, with one JSON object of arguments
npm run gpt -- --as <name> --password <password> <operationId> ['<json>']
                                               signs in by itself at the embedded identity server
--conversation <id>                            the conversation that the call belongs to; without it a terminal
                                               stays in one until it has been quiet for 30 minutes`;

await runClient(async () => {
  const { name, json, source, runningFile, tokensFor, conversationAt, authorize } = openTerminal("gpt", usage);
  const { url, endpoint, credentials } = readSettings(source, runningFile);
  const client = new GptClient({
    url,
    credentials,
    conversation: conversationAt(url),
    tokens: tokensFor(`${endpoint} ${credentials.clientId}`),
    authorize: (authorizationUrl) => authorize(authorizationUrl, credentials.redirectUri),
  });

  const operations = await client.operations();
  if (name === undefined) {
    printList(operations.map((operation) => ({ name: operation.name, does: operation.summary })));
    return 0;
  }
  const operation = findOperation(operations, name);
  const { status, body } = await client.call(
    name,
    readObject(json, () => describeOperation(operation)),
  );
  console.log(`${status} ${STATUS_CODES[status] ?? ""}`.trim());
  console.log(typeof body === "string" ? body : JSON.stringify(body, null, 2));
  return status >= 200 && status < 300 ? 0 : 1;
});
