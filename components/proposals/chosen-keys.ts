import { type Press, useKeyCommands } from "../actions/key-commands.ts";
import { notInDialog } from "../select/not-in-dialog.ts";

interface Props {
  /** Undefined: there are not enough to choose several. */
  readonly toggle: ((id: string) => void) | undefined;
  /** Undefined: nothing is chosen. */
  readonly clear: (() => void) | undefined;
}

/** The keys of the agenda's selection, on whatever of a proposal is focused: x, and Escape. */
export function ChosenKeys({ toggle, clear }: Props) {
  const select = ({ target, repeat }: Press) => {
    const asked = target instanceof Element ? target.closest<HTMLElement>("[data-asked]") : null;
    if (!asked?.dataset.asked || !toggle) return false;
    if (!repeat) toggle(asked.dataset.asked);
    return true;
  };
  useKeyCommands({ select, ...(clear && { selectNone: notInDialog(clear) }) });
  return null;
}
