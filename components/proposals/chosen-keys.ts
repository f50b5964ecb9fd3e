import { useEffect } from "react";
import { type Press, useKeyCommands } from "../actions/key-commands.ts";
import { notInDialog } from "../select/not-in-dialog.ts";
import { type Chosen, proposalsShown } from "./chosen-proposals.tsx";

interface Props {
  /** Undefined: there are not enough to choose several. */
  readonly choosing: Chosen | undefined;
  /** Undefined: nothing is chosen. */
  readonly clear: (() => void) | undefined;
}

const askedAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-asked]") : null;
const boxOf = (asked: HTMLElement) => asked.querySelector<HTMLElement>(".asked-choice input");

/** The keys of the agenda's selection, on whatever of a proposal is focused, and Shift with a click. */
export function ChosenKeys({ choosing, clear }: Props) {
  const onAsked = (act: ((id: string) => void) | undefined) => (press: Press) => {
    const id = askedAt(press.target)?.dataset.asked;
    if (!id || !act) return false;
    if (!press.repeat) act(id);
    return true;
  };
  const extendBy = (by: 1 | -1) => (press: Press) => {
    const from = askedAt(press.target);
    if (!from?.dataset.asked || !choosing) return false;
    if (!clear) choosing.toggle(from.dataset.asked);
    const all = proposalsShown();
    const to = all[all.indexOf(from) + by] ?? from;
    boxOf(to)?.focus();
    choosing.extend(to.dataset.asked ?? "");
    return true;
  };
  useKeyCommands({
    select: onAsked(choosing?.toggle),
    selectTo: onAsked(choosing?.extend),
    selectNext: extendBy(1),
    selectPrevious: extendBy(-1),
    ...(clear && { selectNone: notInDialog(clear) }),
  });

  const extend = choosing?.extend;
  useEffect(() => {
    /** The checkbox changes by itself, and other controls have their own clicks. */
    const at = ({ shiftKey, target }: MouseEvent) =>
      shiftKey && extend && target instanceof Element && !target.closest(":is(a, button, input, form)")
        ? askedAt(target)
        : null;
    const click = (event: MouseEvent) => {
      const asked = at(event);
      if (!asked) return;
      event.preventDefault();
      boxOf(asked)?.focus();
      extend?.(asked.dataset.asked ?? "");
    };
    /** The browser would select text. */
    const hold = (event: MouseEvent) => at(event) && event.preventDefault();
    document.addEventListener("click", click);
    document.addEventListener("mousedown", hold);
    return () => {
      document.removeEventListener("click", click);
      document.removeEventListener("mousedown", hold);
    };
  }, [extend]);
  return null;
}
