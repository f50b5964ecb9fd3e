import { expect, test } from "@playwright/test";
import type { SeriesException } from "../../../../agenda/item/item-content.ts";
import { requireOccurrence } from "../../../../agenda/series/occurrences.ts";
import { explainScopes } from "../../../../agenda/series/series-scopes.ts";
import { t } from "../../messages/catalogs.ts";
import { seriesOf } from "./series-of.ts";

const when = { date: "2026-12-05", startTime: null, endDate: null, endTime: null, timeZone: null };
const moved: SeriesException = { kind: "changed", changed: { when } };
const series = seriesOf("FREQ=WEEKLY;UNTIL=20270630", { date: "2026-11-20" }, [["2026-12-04", moved]]);
const explain = (date: string) => explainScopes(series, requireOccurrence(series, date, []), t);

test("the three scopes are explained by their effects on the days", () => {
  expect(explain("2026-11-27")).toBe(
    'This item repeats: every Friday until 30 June 2027. Send scope: "this" (only Friday 27 November 2026), "following" (Friday 27 November 2026 and all after it; those up to Friday 20 November 2026 stay as they are) or "all" (every occurrence, including earlier ones).',
  );
});

test("for a moved occurrence both days are named, and for the first that following means all", () => {
  expect(explain("2026-12-04")).toContain(
    '"this" (only Saturday 5 December 2026, originally on Friday 4 December 2026)',
  );
  expect(explain("2026-11-20")).toContain(
    '"following" (it is the first, so the same as all) or "all" (every occurrence).',
  );
});

test("addressing the whole series explains how to address one occurrence", () => {
  expect(explainScopes(series, null, t)).toContain(
    '"this" for that one alone or "following" for that one and all after it',
  );
});
