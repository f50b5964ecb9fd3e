import { expect, test } from "@playwright/test";
import { hear, type Row, readingsOf } from "./meaning-of.ts";

/** Phrases of public corpora that were once parsed wrongly, as of Monday 2026-11-23 at 10:00 in Paris. */
const rows: readonly Row[] = [
  // the night belongs to the day before it
  ["tonight at 12", "Tue 2026-11-24 00:00"],
  ["a las 12 de la noche", "Tue 2026-11-24 00:00"],
  ["el viernes a las 12 de la noche", "Sat 2026-11-28 00:00"],
  ["12 Uhr nachts", "Tue 2026-11-24 00:00"],
  ["tonight at 2", "Tue 2026-11-24 02:00"],
  ["tonight at 8", "Mon 2026-11-23 20:00"],
  ["heute Nacht um 1", "Tue 2026-11-24 01:00"],
  ["heute Nacht um 23 Uhr", "Mon 2026-11-23 23:00"],
  ["Freitag Nacht um 1", "Sat 2026-11-28 01:00"],
  ["Friday night at 1", "Sat 2026-11-28 01:00"],
  // a year stated only at the end applies to both
  ["vom 1.12. bis 5.12.2027", "Wed 2027-12-01 to 2027-12-05"],
  ["from 1 December to 5 December 2027", "Wed 2027-12-01 to 2027-12-05"],
  ["du 1er décembre au 5 décembre 2027", "Wed 2027-12-01 to 2027-12-05"],
  ["del 1 de diciembre al 5 de diciembre de 2027", "Wed 2027-12-01 to 2027-12-05"],
  ["from 30 December to 2 January 2028", "Thu 2027-12-30 to 2028-01-02"],
  // words that are not what they look like
  ["heute so gegen 15 Uhr", "Mon 2026-11-23 15:00"],
  ["am Morgen", "Tue 2026-11-24 08:00 to 12:00"],
  ["in the evening", "Mon 2026-11-23 18:00 to 22:00"],
  ["le jour de Noël", "Fri 2026-12-25"],
  ["el día de Navidad", "Fri 2026-12-25"],
  // quarters and halves
  ["a quarter past 3pm", "Mon 2026-11-23 15:15"],
  ["half past 3pm", "Mon 2026-11-23 15:30"],
  ["half past three", "Mon 2026-11-23 15:30", "Tue 2026-11-24 03:30"],
  ["drei viertel vier nachmittags", "Mon 2026-11-23 15:45"],
  ["dreiviertel vier", "Mon 2026-11-23 15:45", "Tue 2026-11-24 03:45"],
  ["15 to noon", "Mon 2026-11-23 11:45"],
  ["ten to midnight", "Mon 2026-11-23 23:50"],
  // durations from now
  ["in 2h", "Mon 2026-11-23 12:00"],
  ["in 2 Stunden", "Mon 2026-11-23 12:00"],
  ["dans trois heures", "Mon 2026-11-23 13:00"],
  ["dentro de tres horas", "Mon 2026-11-23 13:00"],
  // a number may be a day
  ["vendredi 18 à 20h", "Fri 2026-12-18 20:00", "Fri 2026-11-27 18:00 to 20:00"],
  ["viernes 18 a las siete de la tarde", "Fri 2026-12-18 19:00"],
  ["du 13 au 18", "Sun 2026-12-13 to 2026-12-18"],
  ["del 3 al 5", "Thu 2026-12-03 to 2026-12-05"],
  ["el 12-5", "Wed 2027-05-12"],
  ["el 3-3", "Wed 2027-03-03"],
  ["2-15", "Mon 2027-02-15"],
  ["9-17", "Tue 2026-11-24 09:00 to 17:00"],
  ["14. - 15.10.", "Thu 2027-10-14 to 2027-10-15"],
  ["le 20 jusqu'à 18h", "Sun 2026-12-20"],
  ["le 24/12/26", "Thu 2026-12-24"],
  // periods
  ["last week-end in October", "Sat 2027-10-30 to 2027-10-31"],
  ["nov. a mar.", "Sun 2026-11-01 to 2027-03-31"],
  ["übernächste Woche", "Mon 2026-12-07 to 2026-12-13"],
  ["the week after next", "Mon 2026-12-07 to 2026-12-13"],
  ["übernächsten Freitag", "Fri 2026-12-04", "Fri 2026-12-11"],
  ["Friday after next", "Fri 2026-12-04", "Fri 2026-12-11"],
  ["the weekend after next", "Sat 2026-12-05 to 2026-12-06", "Sat 2026-12-12 to 2026-12-13"],
  ["next 3 months", "Mon 2026-11-23 to 2027-02-22"],
  ["die nächsten 3 Tage", "Mon 2026-11-23 to 2026-11-25"],
  ["the past two weeks", "Tue 2026-11-10 to 2026-11-23"],
  ["week 50", "Mon 2026-12-07 to 2026-12-13"],
  ["KW 1", "Mon 2027-01-04 to 2027-01-10"],
  ["semaine 53 2026", "Mon 2026-12-28 to 2027-01-03"],
  ["Dienstag in einer Woche", "Tue 2026-12-01"],
  // times
  ["a las 3 pm", "Mon 2026-11-23 15:00"],
  ["after 6pm", "Mon 2026-11-23 18:00"],
  ["nach 18 Uhr", "Mon 2026-11-23 18:00"],
  ["EOD", "Mon 2026-11-23 17:00"],
  ["by end of day tomorrow", "Tue 2026-11-24 17:00"],
  // movable feasts
  ["Easter", "Sun 2027-03-28"],
  ["Ostermontag", "Mon 2027-03-29"],
  ["vendredi saint", "Fri 2027-03-26"],
  ["Pentecostés", "Sun 2027-05-16"],
  ["Easter 2038", "Sun 2038-04-25"],
  ["1. Advent", "Sun 2026-11-29"],
  ["Thanksgiving", "Thu 2026-11-26"],
  ["Black Friday 2027", "Fri 2027-11-26"],
  // recurrence
  ["every Monday ten lessons in total", "Mon 2026-11-23 FREQ=WEEKLY;BYDAY=MO;COUNT=10"],
  ["jeden Dienstag zehn Termine", "Tue 2026-11-24 FREQ=WEEKLY;BYDAY=TU;COUNT=10"],
];

test(`${rows.length} phrases that were once parsed wrongly get the intended reading`, () => {
  expect(rows.map(([phrase]): Row => [phrase, ...readingsOf(phrase)])).toEqual(rows);
});

test("assumptions are explained: the end of the day, which midnight, an open start", () => {
  const meaningOf = (phrase: string) => hear(phrase).readings?.[0]?.meaning;
  expect(meaningOf("tonight at 12")).toContain("midnight at the end of the day");
  expect(meaningOf("tomorrow EOD")).toContain("is taken as 17:00");
  expect(meaningOf("after 6pm")).toContain("18:00 or later");
  expect(meaningOf("le 20 jusqu'à 18h")).toBe("until 18:00; when it starts was not said");
});

test("in the small hours, tonight means the coming night, not the one just past", () => {
  expect(readingsOf("heute Nacht um 3", "2026-11-23T01:00:00+01:00")).toContain("Tue 2026-11-24 03:00");
});

test("a week or a weekday that does not exist is refused with the reason", () => {
  expect(hear("week 54").reason).toContain("week 54");
  expect(hear("martes 4 a las siete de la tarde").reason).toContain("not a Tuesday");
});
