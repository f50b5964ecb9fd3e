import { createInterface } from "node:readline";

/**
 * A separate program, so that flooding does not slow down the measurement: sends a user's writes all at once.
 * Usage: flood.ts <app> <count>, the token on standard input; prints "sent", then the results as JSON.
 */
export interface Flooded {
  readonly acknowledged: readonly string[];
  /** Counts of statuses other than 201, and whether each had Retry-After. */
  readonly refused: Readonly<Record<string, number>>;
  readonly withoutRetryAfter: number;
}

const [app = "", count = ""] = process.argv.slice(2);
for await (const token of createInterface({ input: process.stdin })) {
  const acknowledged: string[] = [];
  const refused: Record<string, number> = {};
  let withoutRetryAfter = 0;
  const write = async (n: number) => {
    const response = await fetch(`${app}/api/items`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ items: [{ text: `write ${n}`, date: "2026-11-27" }] }),
    });
    const answer = (await response.json()) as { items: { id: string }[] };
    if (response.status === 201) return void acknowledged.push(answer.items[0]?.id ?? "");
    refused[response.status] = (refused[response.status] ?? 0) + 1;
    if (!(Number(response.headers.get("retry-after")) > 0)) withoutRetryAfter += 1;
  };
  const writes = Promise.all(Array.from({ length: Number(count) }, (_, n) => write(n)));
  console.log("sent");
  await writes;
  console.log(JSON.stringify({ acknowledged, refused, withoutRetryAfter } satisfies Flooded));
  break;
}
