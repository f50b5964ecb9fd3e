/** Whether a key is the input method's. In Safari the Enter that confirms a conversion comes after its end; its code still tells. */
export const isComposing = (key: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean =>
  key.isComposing || key.keyCode === 229;
