import { expect, test } from "@playwright/test";
import { PrimaryClient } from "../../../server/primary.ts";

// Nothing listens on these ports.
const url = "postgresql://agenda:secret@127.0.0.1:1,127.0.0.1:2/agenda";

async function attempt(): Promise<string> {
  const client = new PrimaryClient({ connectionString: url });
  client.on("error", () => {});
  return client.connect().then(
    () => "connected",
    (error: Error) => error.message,
  );
}

test("each attempt tries the host after the one that failed, and those that failed together move on by one", async () => {
  expect([await attempt(), await attempt(), await attempt()].map((message) => message.slice(-1))).toEqual([
    "1",
    "2",
    "1",
  ]);
  expect((await Promise.all([attempt(), attempt(), attempt()])).map((message) => message.slice(-1))).toEqual([
    "2",
    "2",
    "2",
  ]);
  expect(await attempt()).toMatch(/ECONNREFUSED.*:1$/);
});
