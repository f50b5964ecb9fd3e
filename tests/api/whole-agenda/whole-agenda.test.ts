import { test } from "@playwright/test";
import fc from "fast-check";
import { browserOf, newcomer } from "../../harness/api.ts";
import { Run } from "./agenda-run.ts";
import { step, zones } from "./agenda-steps.ts";

/*
 * Takes random steps through the real API and in a small model of the agenda; after each the whole agenda and the trash must
 * match the model. If not, fast-check prints the seed and the shortest failing sequence.
 */

test("after any sequence of steps over both interfaces, the agenda matches a small model of it", async () => {
  test.setTimeout(180_000);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      const { person, gpt } = await newcomer();
      const web = await browserOf(person);
      await web.call("updateSettings", { timeZone: zones[0] });
      await gpt.call("listItems"); // only known programs have permissions
      const run = new Run({ gpt, web });
      for (const each of steps) await run.take(each);
    }),
    { numRuns: 10, interruptAfterTimeLimit: 120_000 },
  );
});
