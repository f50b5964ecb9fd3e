import { focusHeading } from "../controls/focus-heading.ts";

/** A ref: when the element goes while it has the focus, or something in it does. */
const passFocus = (pass: (gone: HTMLElement) => void) => (own: HTMLElement | null) => () => {
  if (own?.contains(document.activeElement)) pass(own);
};

export const passFocusToHeading = passFocus(focusHeading);

/** To the next button of the list, or the one before. */
export const passFocusBeside = passFocus((gone) => {
  const buttons = [...(gone.closest("ul")?.querySelectorAll<HTMLElement>("button") ?? [])];
  const at = buttons.indexOf(gone);
  const beside = buttons[at + 1] ?? buttons[at - 1];
  if (beside) beside.focus();
  else focusHeading();
});
