import { expect, test } from "@playwright/test";
import { wordsOfOverlap } from "../../../components/actions/overlap-words.ts";
import { english } from "../../../components/time/date-words.ts";
import { t } from "../messages/catalogs.ts";

const conflict = {
  ...{ id: "000000000001", text: "Review", date: "2026-11-24", weekday: "Tuesday" as const, startTime: "14:00" },
  ...{ endTime: "15:00", timeZone: "Europe/Paris", startsAt: "2026-11-24T14:00:00+01:00" },
};
const { endTime: _, ...open } = conflict;
const reader = { today: "2026-11-23", hour12: false, words: english };

for (const [conflicts, more, words] of [
  [[conflict], {}, "Dentist overlaps with Review, tomorrow 14:00 to 15:00."],
  [[open], {}, "Dentist overlaps with Review, tomorrow at 14:00."],
  [[conflict, open], {}, "Dentist overlaps with Review, tomorrow 14:00 to 15:00, and 1 more."],
  [[conflict], { hour12: true }, "Dentist overlaps with Review, tomorrow 2:00 pm to 3:00 pm."],
  [[conflict], { today: "2026-10-01" }, "Dentist overlaps with Review, Tuesday 24 November 14:00 to 15:00."],
] as const)
  test(words, () => {
    expect(wordsOfOverlap({ item: { text: "Dentist" }, conflicts }, { ...reader, ...more }, t)).toBe(words);
  });
