import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { running } from "../../harness/running.ts";
import { gptOf, makePerson } from "../../people.ts";

// Bounded: about 300 requests. A failure prints the seed and the smallest failing input.
const runs = { numRuns: 100, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false };

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 600 }),
  fc.constantFrom("2026-11-27", "14:00", "24:00", "Europe/Paris", "Friday", "9999-12-31", "", null, -1, 1e21),
);
const names = [
  "text",
  "date",
  "weekday",
  "startTime",
  "endDate",
  "endTime",
  "timeZone",
  "notes",
  "url",
  "tags",
  "done",
];
const fields = fc.dictionary(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, fc.string()), anything, {
  maxKeys: 8,
});
const item = fc.oneof(
  fields,
  fields.map((more) => ({ text: "x", date: "2026-11-27", ...more })),
  anything,
);

async function askAs() {
  const gpt = gptOf(await makePerson());
  const authorization = `Bearer ${await gpt.accessToken()}`;
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${running.url}/api${path}`, {
      method,
      headers: { authorization, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, type: response.headers.get("content-type"), answer: await response.json() };
  };
  const rev = async () => (await send("GET", "/changes")).answer.rev as number;
  /** Never a 5xx; accepted or refused by our own code; and a refusal changes nothing. */
  const check = async (method: string, path: string, body?: unknown) => {
    const before = await rev();
    const { status, type, answer } = await send(method, path, body);
    expect(status, JSON.stringify(answer)).toBeLessThan(500);
    if (status < 300) return;
    expect(type).toBe("application/problem+json");
    expect(answer).toMatchObject({ status, title: expect.any(String), requestId: expect.any(String) });
    expect(await rev()).toBe(before);
  };
  return { send, check };
}

test("any input to createItems is accepted or refused, never a 5xx", async () => {
  const { check } = await askAs();
  const body = fc.oneof(
    fc.record({ items: fc.array(item, { maxLength: 4 }) }),
    fc.record({ items: anything }),
    anything,
  );
  await fc.assert(
    fc.asyncProperty(body, (sent) => check("POST", "/items", sent)),
    runs,
  );
});

test("any input to updateItemById is accepted or refused, never a 5xx", async () => {
  const { send, check } = await askAs();
  const made = await send("POST", "/items", { items: [{ text: "Dentist", date: "2026-11-27", startTime: "14:00" }] });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fields, anything), (sent) => check("PATCH", `/items/${made.answer.items[0].id}`, sent)),
    runs,
  );
});

test("any query to listItems is answered or refused, never a 5xx", async () => {
  const { check } = await askAs();
  const parameter = fc.constantFrom("from", "to", "limit", "cursor", "done", "tag", "timeZone", "fromWeekday");
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom("2026-11-27", "1900-01-01", "2199-12-31", "0000-00-00", "50", "Europe/Paris", "Etc/GMT+12", "true"),
    fc.base64String({ maxLength: 200 }),
  );
  const query = fc.dictionary(fc.oneof({ weight: 9, arbitrary: parameter }, fc.string()), value, { maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(query, (sent) => {
      const search = Object.entries(sent).map(([name, text]) => `${encode(name)}=${encode(text)}`);
      return check("GET", `/items?${search.join("&")}`);
    }),
    runs,
  );
});

/** Also handles lone surrogates, which encodeURIComponent refuses. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed());
