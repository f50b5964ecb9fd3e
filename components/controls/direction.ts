/** Which way the page is read: -1 from right to left. In the browser only. */
export const forward = (): 1 | -1 => (document.dir === "rtl" ? -1 : 1);

/** An arrow key by where it leads on the page: from right to left, the left one leads on. */
export function alongText(key: string): string {
  if (forward() === 1) return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}
