let count = 0;

/** How many writes wait on this device, as far as this page knows. */
export const waitingCount = (): number => count;

export function setWaitingCount(next: number): void {
  count = next;
}
