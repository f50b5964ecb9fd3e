import { limits } from "../../contract/limits.ts";
import type { tagItems as contract, Input, Output } from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import type { Locked } from "../storage/ledger/write-transaction.ts";
import { executeWrite } from "../write/execute-write.ts";
import { type Edit, editsOf, finish } from "./many-items.ts";
import { prepareSelection, type Select } from "./selection.ts";

/** Gives tags to many items and occurrences, or takes them away. @throws AgendaError("invalid_input") */
export async function tagItems(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { add = [], remove = [] } = input;
  if (add.length + remove.length === 0) throw new AgendaError("invalid_input", "Say which tags: send add or remove.");
  const both = add.find((tag) => remove.includes(tag));
  if (both !== undefined) throw wrongField(["remove"], `The tag ${both} cannot be both added and removed.`);
  const edit: Edit = {
    verb: "tagged",
    entry: ({ item, content }) => {
      const kept = content.tags.filter((tag) => !remove.includes(tag));
      const tags = [...kept, ...add.filter((tag) => !kept.includes(tag))];
      if (tags.length <= limits.tags) return { ...content, tags };
      throw wrongField(
        ["add"],
        `The item ${item.id} would have ${tags.length} tags; at most ${limits.tags} are kept.`,
        { key: "problems.tooManyTags", values: { most: limits.tags } },
      );
    },
    whole: () => {
      throw new TypeError("A whole series is never selected here.");
    },
  };
  const first = await prepareSelection(caller, input);
  const work = async (locked: Locked, select: Select) => {
    const selected = await select(locked);
    return finish(locked, caller, selected, await inSlices(editsOf(selected, edit)), edit);
  };
  return executeWrite(caller, { operation: "tagItems", input }, work, { first });
}
