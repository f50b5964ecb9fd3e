import { expect, test } from "@playwright/test";
import type { Running } from "../../../dev/running-file.ts";
import { summarise } from "../../../dev/summary.ts";

const running = {
  url: "http://localhost:3000",
  gpt: { clientId: "gpt" },
  mcp: { url: "http://localhost:3000/mcp" },
} as Running;

test("the end of a start says what is wrong with one's own Logto, and whether anybody can sign in", () => {
  const refused = "Logto refuses LOGTO_APP_SECRET: it is not the App secret of LOGTO_APP_ID.";
  const unknown = "Logto knows no application with an id in LOGTO_GPT_APP_ID: nobody.";
  const kept = summarise(running, ".data", { status: "unavailable", reasons: [refused, unknown] });
  expect(kept).toContain("runs, but is not ready: nobody can sign in.");
  expect(kept).toMatch(/^ {2}to mend {6}Logto refuses LOGTO_APP_SECRET.*\n {15}Logto knows no application.*$/m);
  const works = summarise(running, ".data", { status: "ready", reasons: [unknown] });
  expect(works).toContain("Agenda Assistant is ready.");
  expect(works).toContain(`  to mend      ${unknown}`);
  expect(summarise(running, ".data")).not.toContain("to mend");
});
