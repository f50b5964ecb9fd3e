import type { Translator } from "../../messages/translator.ts";
import type { Answer } from "../sync/api-client.ts";
import { authorOf } from "../sync/mark-words.ts";

export type Assistant = Answer<"listAssistants">["assistants"][number];

/** An assistant's name, and what tells it from others of that name. */
export interface AssistantName {
  readonly name: string;
  readonly apart?: string;
}

/** By program. A name is what a program calls itself, so two may be equal. */
export function namesOf(assistants: readonly Assistant[], t: Translator): ReadonlyMap<string, AssistantName> {
  const nameOf = ({ door, name }: Assistant) => authorOf({ door, ...(name !== undefined && { programName: name }) }, t);
  const same = Map.groupBy(assistants, (each) => nameOf(each).toLowerCase());
  return new Map(
    assistants.map((each) => {
      const name = nameOf(each);
      const isAlone = same.get(name.toLowerCase())?.length === 1;
      return [each.program, { name, ...(!isAlone && { apart: addressOf(each.program) }) }];
    }),
  );
}

/** A short form of a client id: a metadata document's URL without its scheme, or the id itself. */
const addressOf = (program: string): string => program.replace(/^https?:\/\//, "").replace(/\/$/, "");
