/** The reading direction: -1 for right to left. In the browser only. */
export const forward = (): 1 | -1 => (document.dir === "rtl" ? -1 : 1);

/** An arrow key by its logical direction: in right-to-left text, left means forward. */
export function alongText(key: string): string {
  if (forward() === 1) return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}
