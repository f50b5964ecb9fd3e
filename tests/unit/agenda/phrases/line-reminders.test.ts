import { expect, test } from "@playwright/test";
import { fieldsOfLine } from "../../../../components/add-line/line-fields.ts";
import { read } from "./lines.ts";

const said = (line: string) => {
  const { text, reminders } = read(line);
  return [text, ...reminders];
};

test("a line says reminders in four European languages", () => {
  expect(said("Dentist Friday 3pm, remind me half an hour before")).toEqual(["Dentist", "30m"]);
  expect(said("Dentist tomorrow 9:00 remind me 1 hour and 10 minutes before")).toEqual(["Dentist", "1h", "10m"]);
  expect(said("Flight tomorrow 7:00 with a reminder 2h in advance")).toEqual(["Flight", "2h"]);
  expect(said("Zahnarzt morgen 15 Uhr, erinnere mich eine Viertelstunde vorher")).toEqual(["Zahnarzt", "15m"]);
  expect(said("Dentiste demain à 15h, rappelle-moi une demi-heure avant")).toEqual(["Dentiste", "30m"]);
  expect(said("Dentista mañana a las 15:00, recuérdame 2 días antes")).toEqual(["Dentista", "2d"]);
});

test("in Japanese the word for a reminder comes last", () => {
  expect(said("明日15時 歯医者 30分前に通知")).toEqual(["歯医者", "30m"]);
  expect(said("歯医者 明日15時、１時間半前にリマインド")).toEqual(["歯医者", "90m"]);
  expect(said("会議 明日9時 1日前と30分前に通知して")).toEqual(["会議", "1d", "30m"]);
  expect(said("家賃 金曜 前日の夜8時に知らせて")).toEqual(["家賃", "1d 20:00"]);
  expect(said("開始30分前に集合 明日9時")).toEqual(["開始30分前に集合"]);
});

test("the day before may have a time", () => {
  expect(said("Rent on Friday remind me the day before at 18:00")).toEqual(["Rent", "1d 18:00"]);
  expect(said("Rent on Friday remind me the evening before")).toEqual(["Rent", "1d 18:00"]);
  expect(said("Rent on Friday remind me the evening before at 8")).toEqual(["Rent", "1d 20:00"]);
  expect(said("Rent on Friday remind me the day before at 7 pm")).toEqual(["Rent", "1d 19:00"]);
  expect(said("Miete am Freitag, erinnere mich am Abend vorher um 19 Uhr")).toEqual(["Miete", "1d 19:00"]);
  expect(said("Loyer vendredi rappelle-moi la veille au soir")).toEqual(["Loyer", "1d 18:00"]);
  expect(said("Rent on Friday remind me on the day at 8:00").slice(1)).toEqual([]);
});

test("the words of a reminder are marked as typed, and say no date or length of the item", () => {
  const line = "Tea tomorrow 9:00 remind me 2 hours before";
  const { spans, readings } = read(line);
  expect(spans.filter(({ kind }) => kind === "reminder").map(({ from, to }) => line.slice(from, to))).toEqual([
    "remind me 2 hours before",
  ]);
  expect(readings[0]).toMatchObject({ startTime: "09:00", endTime: "10:00" });
});

test("who is to be reminded of something is text", () => {
  for (const line of ["Remind Ana of the keys", "Reminder: water the plants", "Remind me to call", "Rappel vaccin"])
    expect(said(line)).toEqual([line]);
  expect(said("“remind me 1h before”")).toEqual(["“remind me 1h before”"]);
});

test("without a start, minutes before become nine o'clock", () => {
  const fields = (line: string) => fieldsOfLine(read(line), {})?.reminders;
  expect(fields("Rent on Friday remind me 2 days before")).toEqual(["2d 09:00"]);
  expect(fields("Rent on Friday remind me half an hour before")).toEqual(["0d 09:00"]);
  expect(fields("Tea Friday 9:00 remind me half an hour before")).toEqual(["30m"]);
  expect(fields("Tea Friday 9:00")).toBeUndefined();
});

test("reminders in more words: the noun, an hour and a half, the day before", () => {
  expect(said("Zahnarzt morgen 15 Uhr Erinnerung am Vortag um 18 Uhr")).toEqual(["Zahnarzt", "1d 18:00"]);
  expect(said("Dentiste demain 15h rappel 1h30 avant")).toEqual(["Dentiste", "90m"]);
  expect(said("Dentista mañana a las 15:00 recordatorio 15 minutos antes")).toEqual(["Dentista", "15m"]);
  expect(said("Dentista mañana a las 15:00 recuérdame 1 hora y media antes")).toEqual(["Dentista", "90m"]);
  expect(said("Dentist tomorrow 3pm reminder 30 min")).toEqual(["Dentist", "30m"]);
  expect(said("Dentist tomorrow 3pm, remind me twenty minutes before")).toEqual(["Dentist", "20m"]);
  expect(said("Reminder 30 min workout")).toEqual(["Reminder 30 min workout"]);
});
