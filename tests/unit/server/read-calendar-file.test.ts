import { expect, test } from "@playwright/test";
import { readFile } from "../../../server/http/request/read-upload.ts";
import { readCalendarFile, readingOf } from "../../../server/icalendar/read-calendar-file.ts";

const task = { personZone: null, untitled: "Untitled" };
const file = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART:20270305T090000", "END:VEVENT", "END:VCALENDAR"];
const bytes = new TextEncoder().encode(file.join("\r\n"));

/** An upload of which only the beginning comes. */
function halfSent() {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.slice(0, 20)),
    cancel: () => resolve(),
  });
  const headers = { "content-type": "text/calendar" };
  const init = { method: "POST", headers, body, duplex: "half" };
  const request = new Request("http://localhost/api/import", init);
  return { cancelled, receive: (signal: AbortSignal) => readFile(request, signal) };
}

test("a newer file of the same person ends one that still arrives, and those of others take no place", async () => {
  const halves = Array.from({ length: 12 }, halfSent);
  const ends = halves.map(({ receive }, n) => readCalendarFile(`person ${n}`, receive, task).catch((why) => why.code));
  expect(readingOf("person 0")).toBeUndefined();
  const whole = readCalendarFile("person 0", async () => bytes, task);
  expect(await ends[0]).toBe("too_many_writes");
  await halves[0]?.cancelled;
  expect(readingOf("person 0")).toBe(0);
  await expect(readCalendarFile("person 0", async () => bytes, task)).rejects.toMatchObject({
    code: "too_many_writes",
  });
  expect((await whole).read.entries).toHaveLength(1);
  for (let n = 1; n < halves.length; n++)
    await expect(readCalendarFile(`person ${n}`, () => Promise.reject(new Error("gone")), task)).rejects.toThrow(
      "gone",
    );
  expect(new Set(await Promise.all(ends))).toEqual(new Set(["too_many_writes"]));
});
