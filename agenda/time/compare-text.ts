/** Orders texts by code unit: dates by day, and ids. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
