import { call } from "../agendas.ts";
import type { Parts } from "../parts.ts";
import { makePerson } from "../person.ts";
import { tokenChecks } from "./counting-proxy.ts";

/**
 * How often the app asks the identity server while programs call it, with tokens that it has not met yet.
 * @returns calls to the identity server per 1,000 calls to the API
 */
export async function countIdentityCalls(parts: Parts, people: number, calls: number): Promise<number> {
  const gpts = [];
  for (let index = 0; index < people; index++) gpts.push((await makePerson(parts)).gpt);
  for (const gpt of gpts) await gpt.operations(); // reads the schema before the counting
  const before = tokenChecks(parts.identity.calls);
  await Promise.all(
    gpts.map(async (gpt) => {
      for (let index = 0; index < calls / people; index++) await call(gpt, "listItems", {});
    }),
  );
  return ((tokenChecks(parts.identity.calls) - before) * 1000) / calls;
}
