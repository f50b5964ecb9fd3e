import { expect, test } from "@playwright/test";
import { browserTimeZone, canonicalZone } from "../../../../components/zone/browser-zone.ts";

test("a zone has one canonical name; what is no zone has none, and does not fail", () => {
  expect(canonicalZone("Asia/Calcutta")).toBe(canonicalZone("Asia/Kolkata"));
  expect(["Etc/Unknown", "undefined", "", undefined].map(canonicalZone)).toEqual(Array(4).fill(undefined));
});

test("a browser that cannot tell its zone has none", () => {
  const { DateTimeFormat } = Intl;
  const telling = (timeZone: string | undefined) => {
    const format = (...asked: Parameters<typeof DateTimeFormat>) =>
      asked.length > 0 ? DateTimeFormat(...asked) : { resolvedOptions: () => ({ timeZone }) };
    Intl.DateTimeFormat = format as typeof DateTimeFormat;
    return browserTimeZone();
  };
  try {
    expect(["Europe/Paris", "Etc/Unknown", undefined].map(telling)).toEqual(["Europe/Paris", undefined, undefined]);
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
});
