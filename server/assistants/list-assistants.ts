import { writeInstant } from "../../agenda/time/instants.ts";
import { Door } from "../../contract/fields/item.ts";
import type { listAssistants as contract, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { readPrograms } from "../storage/people/programs.ts";

/** Every program that has used the agenda, through whichever door, and what each may do. */
export async function listAssistants({ userId }: Caller): Promise<Output<typeof contract>> {
  const { programs, newOnes, tags, waiting } = await readPrograms(userId);
  return {
    assistants: programs.map(({ id, door, name, since, lastUsedAt, disconnectedAt, hiddenTags, ...rest }) => ({
      program: id,
      door: Door.parse(door),
      ...(name !== null && { name }),
      since: instant(since),
      lastUsed: instant(lastUsedAt),
      hiddenTags: [...hiddenTags],
      ...(disconnectedAt && { disconnected: instant(disconnectedAt) }),
      ...rest,
    })),
    newPrograms: newOnes.level,
    newDeletes: newOnes.deletes,
    newChangesSeries: newOnes.changesSeries,
    newOutsideHours: newOnes.outsideHours,
    newHiddenTags: [...newOnes.hiddenTags],
    waiting,
    tags,
  };
}

const instant = (at: Date) => writeInstant(at.getTime(), "UTC");
