import { expect, test } from "@playwright/test";
import { ArgumentsRefused } from "../../../tools/gpt/arguments.ts";
import { type Conversations, conversationOf } from "../../../tools/gpt/conversation.ts";

function inMemory() {
  let kept: Conversations | undefined;
  return {
    read: () => kept,
    write(next: Conversations | undefined) {
      kept = next;
    },
  };
}
const minute = 60_000;

test("a terminal stays in one conversation until it has been idle for 30 minutes", () => {
  const kept = inMemory();
  const first = conversationOf(undefined, "pts/1", kept, 0);
  expect(conversationOf(undefined, "pts/1", kept, 29 * minute)).toBe(first);
  expect(conversationOf(undefined, "pts/1", kept, 58 * minute)).toBe(first);
  expect(conversationOf(undefined, "pts/1", kept, 88 * minute)).not.toBe(first);
});

test("another terminal is in another conversation, and expired ones are removed", () => {
  const kept = inMemory();
  const first = conversationOf(undefined, "pts/1", kept, 0);
  expect(conversationOf(undefined, "pts/2", kept, minute)).not.toBe(first);
  conversationOf(undefined, "pts/3", kept, 40 * minute);
  expect(Object.keys(kept.read() ?? {})).toEqual(["pts/3"]);
});

test("a named conversation is used whatever the terminal was in", () => {
  const kept = inMemory();
  expect(conversationOf("trip-2027", "pts/1", kept, 0)).toBe("trip-2027");
  expect(kept.read()).toBeUndefined();
  for (const name of ["", "two words", "\n", "é", "x".repeat(101)])
    expect(() => conversationOf(name, "pts/1", kept), JSON.stringify(name)).toThrow(ArgumentsRefused);
});
