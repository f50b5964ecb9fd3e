import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

test("steps are remembered once each, in one person's row, without a revision", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  const { rev } = await gpt.call("listChanges");
  await web.call("markFirstSteps", { done: ["clock"] });
  const { done } = await web.call("markFirstSteps", { done: ["clock", "import"] });
  expect(done.toSorted()).toEqual(["clock", "import"]);
  expect((await gpt.call("listChanges")).rev).toBe(rev);
  const other = await browserOf((await newcomer("Europe/Paris")).person);
  expect((await other.call("markFirstSteps", { done: ["assistant"] })).done).toEqual(["assistant"]);
});

test("a step that there is not, or none at all, is refused; and so is an assistant", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  expect(await web.refusal("markFirstSteps", { done: ["dance"] })).toMatchObject({ status: 422 });
  expect(await web.refusal("markFirstSteps", { done: [] })).toMatchObject({ status: 422 });
  expect(await gpt.refusal("markFirstSteps", { done: ["clock"] })).toMatchObject({ status: 403, code: "web_only" });
});
