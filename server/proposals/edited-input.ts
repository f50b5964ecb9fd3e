import type { decideProposals, Input } from "../../contract/operations.ts";
import type { ProposalRow } from "../storage/ledger/proposals.ts";

type Edit = NonNullable<Input<typeof decideProposals>["edit"]>;
type Proposed = Pick<ProposalRow, "operation" | "input">;

/** Whether a proposal sets the content of a single item. */
export const isEditable = ({ operation, input }: Proposed): boolean =>
  operation === "updateItemById" || (operation === "createItems" && itemsOf(input).length === 1);

const itemsOf = ({ items }: ProposalRow["input"]): readonly object[] => (Array.isArray(items) ? items : []);

/** The edited input. A weekday only checked the date it came with. */
export function editedInput({ operation, input }: Proposed, edit: Edit): ProposalRow["input"] {
  const changed = (fields: object) => {
    const { weekday, endWeekday, ...rest } = fields as { weekday?: unknown; endWeekday?: unknown };
    return {
      ...rest,
      ...(edit.date === undefined && { weekday }),
      ...(edit.endDate === undefined && { endWeekday }),
      ...edit,
    };
  };
  // A new item without a time leaves the field out; null is only for removing one.
  const withoutNull = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return operation === "createItems"
    ? { ...input, items: itemsOf(input).map(changed).map(withoutNull) }
    : (changed(input) as ProposalRow["input"]);
}
