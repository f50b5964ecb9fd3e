import { isTyping } from "../controls/is-typing.ts";
import { useChord, useKeyCommands } from "./key-commands.ts";

/** Ctrl-Z (Cmd-Z on a Mac) and z. In a text field the keys are the field's own. */
export function useUndoKey(undo: () => void): void {
  useKeyCommands({ undo });
  useChord("z", ({ target }) => {
    if (isTyping(target) || document.querySelector("[data-modal]")) return false;
    undo();
    return true;
  });
}
