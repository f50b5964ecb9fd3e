import { isDeepStrictEqual } from "node:util";
import type { Agenda } from "./agendas.ts";

/**
 * Checks that the bare server answers exactly as the product does: leaving something out would make it unfairly fast.
 * @throws if they differ
 */
export async function requireSameAnswers(product: string, bare: string, agendas: readonly Agenda[]): Promise<void> {
  for (const { token, size } of agendas) {
    const [one, other] = await Promise.all([read(product, token), read(bare, token)]);
    for (const field of new Set([...Object.keys(one), ...Object.keys(other)]))
      if (field !== "now" && !isDeepStrictEqual(one[field], other[field]))
        throw new Error(`With ${size} items the bare server answers another ‘${field}’ than the product.`);
    if ((one.items as unknown[]).length !== 50 || one.nextCursor !== undefined)
      throw new Error(`With ${size} items the window does not hold exactly 50.`);
  }
}

async function read(url: string, token: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/api/items`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`listItems answered ${answer.status} at ${url}.`);
  return (await answer.json()) as Record<string, unknown>;
}
