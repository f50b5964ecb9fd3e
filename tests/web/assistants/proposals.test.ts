import { running } from "../../harness/running.ts";
import { day, entry, isLive, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

test("what an assistant proposes appears at once, hollow, and is accepted, edited or declined", async ({
  page,
  signIn,
  gptOf,
}) => {
  const person = await signIn();
  const [yoga] = await planned(page, { text: "Yoga", date: day(1), startTime: "18:30", endTime: "19:15" });
  const gpt = await gptOf(person);
  await gpt.call("listItems", {});
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const asks = { program: running.gpt.clientId, level: "asks" };
  expect((await page.request.patch("/api/assistants", { headers, data: asks })).status()).toBe(200);
  await isLive(page);

  const propose = async (name: string, args: Record<string, unknown>) =>
    expect((await gpt.call(name, args)).status).toBe(202);
  await propose("createItems", {
    items: [{ text: "Print corrections", date: day(1), startTime: "15:15", endTime: "17:15" }],
  });
  const asked = page.getByRole("region", { name: "Proposed by ChatGPT" });
  await expect(asked.getByText("new", { exact: true })).toBeVisible();
  await expect(entry(page, "Print corrections").filter({ hasNotText: "Accept" })).toHaveCount(1); // hollow only
  await propose("updateItemById", { id: yoga?.id, date: day(2), startTime: "10:00", endTime: "10:45" });
  await propose("createItems", { items: [{ text: "Call", date: day(1) }] });
  await expect(asked.getByRole("button", { name: "Accept all 3" })).toBeVisible();
  await expect(asked.getByText(/^now .*18:30 to 19:15$/)).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look));

  await asked.getByRole("button", { name: /^Accept\b.*Yoga/ }).click();
  await expect(asked.getByRole("button", { name: "Accept all 2" })).toBeVisible();
  await asked.getByRole("button", { name: /^Edit first\b.*Print corrections/ }).click();
  await asked.getByLabel("Words").fill("Corrections");
  await asked.getByRole("button", { name: "Accept it so" }).click();
  await expect(asked.getByText("Print corrections")).toHaveCount(0);
  await asked.getByRole("button", { name: /^Decline\b.*Call/ }).click();
  await expect(asked).toHaveCount(0);
  await expect(entry(page, "Corrections")).toBeVisible();
  const told = (await gpt.call("listProposals", {})).body as { proposals: { state: string }[] };
  expect(told.proposals.map(({ state }) => state)).toEqual(["declined", "accepted", "accepted"]);

  // What was changed meanwhile is not done, and says so where it was accepted.
  await propose("updateItemById", { id: yoga?.id, text: "Yoga with Ada" });
  await expect(asked.getByText("now “Yoga”")).toBeVisible();
  const moved = { date: day(3) };
  expect((await page.request.patch(`/api/items/${yoga?.id}`, { headers, data: moved })).status()).toBe(200);
  await asked.getByRole("button", { name: /^Accept\b/ }).click();
  await expect(page.getByText(/“Yoga” was changed since/)).toBeVisible();
  await page.goto("/assistants/proposals");
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();
});
