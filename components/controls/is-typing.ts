/** Whether letters are text here: in every field except checkboxes and buttons. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|reset)$/.test(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether a key is the input method's. In Safari the Enter that confirms a conversion comes after its end; its code still tells. */
export const isComposing = (key: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean =>
  key.isComposing || key.keyCode === 229;
