import { call } from "../agendas.ts";
import type { Parts } from "../parts.ts";
import { makePerson } from "../person.ts";
import { tokenChecks } from "./counting-proxy.ts";

/**
 * How often the app calls the identity server when programs use tokens it has not seen.
 * @returns calls to the identity server per 1,000 API calls
 */
export async function countIdentityCalls(parts: Parts, people: number, calls: number): Promise<number> {
  const gpts = [];
  for (let index = 0; index < people; index++) gpts.push((await makePerson(parts)).gpt);
  for (const gpt of gpts) await gpt.operations(); // fetches the schema before counting starts
  const before = tokenChecks(parts.identity.calls);
  await Promise.all(
    gpts.map(async (gpt) => {
      for (let index = 0; index < calls / people; index++) await call(gpt, "listItems", {});
    }),
  );
  return ((tokenChecks(parts.identity.calls) - before) * 1000) / calls;
}
