import { expect, test } from "@playwright/test";
import { type LineRow, rowOf } from "./lines.ts";

/** Add lines that were once read wrongly, with the locale they are typed in: on Wednesday 2026-11-25 at 10:24 in Paris. */
const rows: readonly (readonly [locale: string, ...LineRow])[] = [
  // the month first, as in the US
  ["en-GB", "Dentist March 5 at 3pm", "Dentist", "2027-03-05 15:00 to 16:00"],
  ["en-GB", "Flight December 20 6:45am", "Flight", "2026-12-20 06:45 to 07:45"],
  ["en-US", "Party Dec 31 9pm", "Party", "2026-12-31 21:00 to 22:00"],
  ["en-US", "Mom's birthday May 3", "Mom's birthday", "2027-05-03"],
  ["en-US", "Call Dec 1, 9-10 PM", "Call", "2026-12-01 21:00 to 22:00"],
  // the time, then the day and its part
  ["en-GB", "Dinner at 7 tomorrow evening", "Dinner", "2026-11-26 19:00 to 20:00"],
  ["en-GB", "Run at 6 on Saturday morning", "Run", "2026-11-28 06:00 to 07:00"],
  ["es", "Cena a las 9 mañana por la noche", "Cena", "2026-11-26 21:00 to 22:00"],
  ["fr", "Réunion à 9h demain matin", "Réunion", "2026-11-26 09:00 to 10:00"],
  ["de", "Treffen um 18 Uhr morgen Abend", "Treffen", "2026-11-26 18:00 to 19:00"],
  ["de", "Treffen um 7 morgen früh", "Treffen", "2026-11-26 07:00 to 08:00"],
  ["fr", "Dîner ce soir à 8h", "Dîner", "2026-11-25 20:00 to 21:00"],
  ["fr", "Dîner ce soir 8h", "Dîner", "2026-11-25 20:00 to 21:00"],
  ["fr", "Concert ce soir de 8h à 10h", "Concert", "2026-11-25 20:00 to 22:00"],
  ["en-GB", "Call at 8 tomorrow night", "Call", "2026-11-26 20:00 to 21:00"],
  ["en-GB", "Dinner 7-8 tomorrow evening", "Dinner", "2026-11-26 19:00 to 20:00"],
  // every part of the day, with its time
  ["en-GB", "Pills every morning at 8", "Pills", "2026-11-26 08:00 to 09:00 FREQ=DAILY"],
  ["en-GB", "Pills every night at 10", "Pills", "2026-11-25 22:00 to 23:00 FREQ=DAILY"],
  ["en-GB", "Pills 8am every morning", "Pills", "2026-11-26 08:00 to 09:00 FREQ=DAILY"],
  ["en-GB", "Pills every evening 21:00", "Pills", "2026-11-25 21:00 to 22:00 FREQ=DAILY"],
  ["en-GB", "Pills every night at 1", "Pills", "2026-11-26 01:00 to 02:00 FREQ=DAILY"],
  [
    "en-GB",
    "Pills every morning at 8 until Friday",
    "Pills",
    "2026-11-26 08:00 to 09:00 FREQ=DAILY;UNTIL=20261127T225959Z",
  ],
  ["es", "Pastillas todas las noches a las 10", "Pastillas", "2026-11-25 22:00 to 23:00 FREQ=DAILY"],
  ["fr", "Médicament tous les matins à 8h", "Médicament", "2026-11-26 08:00 to 09:00 FREQ=DAILY"],
  ["fr", "Médicament tous les soirs à 8h", "Médicament", "2026-11-25 20:00 to 21:00 FREQ=DAILY"],
  ["de", "Tabletten jeden Abend um 21 Uhr", "Tabletten", "2026-11-25 21:00 to 22:00 FREQ=DAILY"],
  ["de", "Tabletten jeden Morgen um 8", "Tabletten", "2026-11-26 08:00 to 09:00 FREQ=DAILY"],
  // tomorrow, not in the morning
  ["de", "Zahnarzt 15 Uhr morgen", "Zahnarzt", "2026-11-26 15:00 to 16:00"],
  ["de", "Meeting 14-16 Uhr morgen", "Meeting", "2026-11-26 14:00 to 16:00"],
  ["de", "Kapitel 3 morgen", "Kapitel 3", "2026-11-26"],
  ["de", "Release v2.1 morgen", "Release v2.1", "2026-11-26"],
  ["de", "Zimmer 12 morgen 14 Uhr", "Zimmer 12", "2026-11-26 14:00 to 15:00"],
  ["de", "Zahnarzt um 9 Uhr morgen früh", "Zahnarzt", "2026-11-26 09:00 to 10:00"],
  ["es", "Reunión a las 17:00 mañana", "Reunión", "2026-11-26 17:00 to 18:00"],
  ["es", "Reunión a las 10 mañana por la mañana", "Reunión", "2026-11-26 10:00 to 11:00"],
  // before one is past noon
  ["en-GB", "Lunch tomorrow at quarter to one", "Lunch", "2026-11-26 12:45 to 13:45"],
  ["en-GB", "Lunch tomorrow at ten to one", "Lunch", "2026-11-26 12:50 to 13:50"],
  ["de", "Essen morgen um halb eins", "Essen", "2026-11-26 12:30 to 13:30"],
  ["de", "Essen morgen um viertel vor eins", "Essen", "2026-11-26 12:45 to 13:45"],
  ["de", "Essen morgen dreiviertel eins", "Essen", "2026-11-26 12:45 to 13:45"],
  ["es", "Comida mañana a la una menos cuarto", "Comida", "2026-11-26 12:45 to 13:45"],
  ["fr", "Déjeuner demain à une heure moins le quart", "Déjeuner", "2026-11-26 12:45 to 13:45"],
  ["en-GB", "Party tomorrow quarter to one at night", "Party", "2026-11-27 00:45 to 01:45"],
  ["de", "Feier Freitag um halb eins nachts", "Feier", "2026-11-28 00:30 to 01:30"],
  // Spanish hours and plurals
  ["es", "Comida a la una", "Comida", "2026-11-25 13:00 to 14:00", "asked"],
  ["es", "Comida el viernes a la una", "Comida", "2026-11-27 13:00 to 14:00"],
  ["es", "Clase los martes a las 18:00", "Clase", "2026-12-01 18:00 to 19:00 FREQ=WEEKLY;BYDAY=TU"],
  ["es", "Clase los lunes", "Clase", "2026-11-30 FREQ=WEEKLY;BYDAY=MO"],
  // lengths, and what is none
  ["en-GB", "Workshop Friday 10am for 1.5 hours", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am for 2.5 hours", "Workshop", "2026-11-27 10:00 to 12:30"],
  ["en-GB", "Workshop Friday 10am for 0.5 hours", "Workshop", "2026-11-27 10:00 to 10:30"],
  ["en-GB", "Workshop Friday 10am 1.5h", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am, 1.5 h", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["de", "Workshop Freitag 10 Uhr 1,5 Stunden", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["de", "Workshop Freitag 10 Uhr für 1,5 Stunden", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["de", "Workshop Freitag 10 Uhr anderthalb Stunden", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["fr", "Atelier vendredi 10h pendant 1,5 heures", "Atelier", "2026-11-27 10:00 to 11:30"],
  ["es", "Taller el viernes a las 10 durante 1,5 horas", "Taller", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am for 1 hour 30 minutes", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am for 1 hr 30 mins", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am 1h 30min", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["en-GB", "Workshop Friday 10am 1h30m", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["de", "Meeting morgen 15 Uhr eine Stunde", "Meeting", "2026-11-26 15:00 to 16:00"],
  ["fr", "Réunion demain 14h une heure", "Réunion", "2026-11-26 14:00 to 15:00"],
  ["fr", "Atelier demain 10h 1h30", "Atelier", "2026-11-26 10:00 to 11:30"],
  ["fr", "Atelier 2h demain 14h", "Atelier", "2026-11-26 14:00 to 16:00"],
  ["fr", "Atelier demain 14h 16h", "Atelier 16h", "2026-11-26 14:00 to 15:00", "unread: 16h"],
  ["fr", "Réunion demain 14h 15h30", "Réunion 15h30", "2026-11-26 14:00 to 15:00", "unread: 15h30"],
  ["de", "Raum 12 morgen 10 Uhr", "Raum 12", "2026-11-26 10:00 to 11:00"],
  ["en-GB", "Lunch 12:30 one hour", "Lunch", "2026-11-25 12:30 to 13:30"],
  ["en-GB", "Workshop Friday 10:00 1h30", "Workshop", "2026-11-27 10:00 to 11:30"],
  ["es", "Reunión mañana a las 10 una hora", "Reunión", "2026-11-26 10:00 to 11:00"],
  ["fr", "Appel demain 14h 30min", "Appel", "2026-11-26 14:00 to 14:30"],
  ["en-GB", "Call Ana in 1.5 hours", "Call Ana", "2026-11-25 11:54 to 12:54"],
  ["de", "Anruf in 1 Stunde und 30 Minuten", "Anruf", "2026-11-25 11:54 to 12:54"],
  ["fr", "Atelier demain à 14h durant 2 heures", "Atelier", "2026-11-26 14:00 to 16:00"],
  // END
];

test(`${rows.length} lines that were once read wrongly get the intended reading`, () => {
  expect(rows.map(([locale, line]) => [locale, ...rowOf(line, { locale })])).toEqual(rows);
});
