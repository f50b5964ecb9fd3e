import { expect, test } from "@playwright/test";
import { canonicalZone } from "../../../../components/zone/canonical-zone.ts";

test("a zone has one canonical name; what is no zone has none, and does not fail", () => {
  expect(canonicalZone("Asia/Calcutta")).toBe(canonicalZone("Asia/Kolkata"));
  // As a browser that cannot tell its zone says it, and as its cookie does.
  expect(["Etc/Unknown", "undefined"].map(canonicalZone)).toEqual([undefined, undefined]);
});
