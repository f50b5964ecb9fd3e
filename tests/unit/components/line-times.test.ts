import { expect, test } from "@playwright/test";
import { areSingleKeysOn } from "../../../components/actions/single-keys-cookie.ts";
import { type LineWhen, withLineEnd, withLineStart } from "../../../components/timeline/line-times.ts";

const date = "2026-11-27";
const start = (when: LineWhen, time: string, usualMinutes = 45) => withLineStart(when, time, usualMinutes);

test("a start fills the end by the usual length, and takes it along until somebody writes the end", () => {
  const entered = start({ date }, "14:30");
  expect(entered).toEqual({ date, startTime: "14:30", endTime: "15:15" });
  expect(start(entered, "09:00").endTime).toBe("09:45");
  expect(start(entered, "").endTime, "without a start there is no end").toBe("");
  expect(start({ date, startTime: "10:00", endTime: "12:00" }, "11:00").endTime, "a free stretch's end, too").toBe(
    "11:45",
  );
});

test("an end that was written or cleared stays as it is", () => {
  const written = withLineEnd(start({ date }, "14:30"), "18:00");
  expect(start(written, "15:00").endTime).toBe("18:00");
  const cleared = withLineEnd(start({ date }, "14:30"), "");
  expect(start(cleared, "15:00")).toMatchObject({ startTime: "15:00", endTime: "" });
});

test("nothing is filled in beyond midnight", () => {
  expect(start({ date }, "23:14").endTime).toBe("23:59");
  expect(start({ date }, "23:15").endTime).toBe("");
  expect(start({ date }, "00:00", 1440).endTime).toBe("");
});

test("single keys act unless this browser's cookie says that they are off", () => {
  for (const cookies of [null, "", "a=b", "single-keys=on", "a=single-keys=off", "not-single-keys=off"])
    expect(areSingleKeysOn(cookies), String(cookies)).toBe(true);
  for (const cookies of ["single-keys=off", "a=b; single-keys=off; c=d", "a=b;single-keys=off"])
    expect(areSingleKeysOn(cookies), cookies).toBe(false);
});
