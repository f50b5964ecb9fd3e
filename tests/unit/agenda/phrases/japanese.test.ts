import { expect, test } from "@playwright/test";
import { read } from "./lines.ts";
import { hear, heardAs, leftOverOf, type Row } from "./meaning-of.ts";

/** Parsed as of Monday 2026-11-23 at 10:00 in Paris: the phrase, then every reading in order. */
const understood: readonly Row[] = [
  ["今日", "Mon 2026-11-23"],
  ["明日", "Tue 2026-11-24"],
  ["明後日", "Wed 2026-11-25"],
  ["あさって", "Wed 2026-11-25"],
  ["昨日", "Sun 2026-11-22"],
  ["一昨日", "Sat 2026-11-21"],
  ["明日の午後3時", "Tue 2026-11-24 15:00"],
  ["明日の夜", "Tue 2026-11-24 20:00 to 23:00"],
  ["今夜8時", "Mon 2026-11-23 20:00"],
  ["今朝", "Mon 2026-11-23 08:00 to 12:00"],
  ["月曜日", "Mon 2026-11-23", "Mon 2026-11-30"],
  ["来週の月曜", "Mon 2026-11-30"],
  ["再来週の金曜日", "Fri 2026-12-11"],
  ["今週の水曜", "Wed 2026-11-25"],
  ["次の火曜", "Tue 2026-11-24", "Tue 2026-12-01"],
  ["来週", "Mon 2026-11-30 to 2026-12-06"],
  ["今週末", "Sat 2026-11-28 to 2026-11-29"],
  ["来月", "Tue 2026-12-01 to 2026-12-31"],
  ["12月3日", "Thu 2026-12-03"],
  ["12月3日（木）", "Thu 2026-12-03"],
  ["12/3（木）15:00", "Thu 2026-12-03 15:00"],
  ["2027年3月5日", "Fri 2027-03-05"],
  ["2027/3/5", "Fri 2027-03-05"],
  ["令和9年3月5日", "Fri 2027-03-05"],
  ["来年3月5日", "Fri 2027-03-05"],
  ["3日", "Thu 2026-12-03"],
  ["来月3日", "Thu 2026-12-03"],
  ["来月の第2火曜", "Tue 2026-12-08"],
  ["第3月曜", "Mon 2026-12-21"],
  ["12月末", "Thu 2026-12-31"],
  ["来月上旬", "Tue 2026-12-01 to 2026-12-10"],
  ["3日後", "Thu 2026-11-26"],
  ["2週間後", "Mon 2026-12-07"],
  ["3ヶ月後", "Tue 2027-02-23"],
  ["2時間後", "Mon 2026-11-23 12:00"],
  ["1時間半後", "Mon 2026-11-23 11:30"],
  ["3日前", "Fri 2026-11-20"],
  ["15時", "Mon 2026-11-23 15:00"],
  ["15時半", "Mon 2026-11-23 15:30"],
  ["１５：００", "Mon 2026-11-23 15:00"],
  ["午前9時15分", "Tue 2026-11-24 09:15"],
  ["正午", "Mon 2026-11-23 12:00"],
  ["夜12時", "Tue 2026-11-24 00:00"],
  ["24時", "Tue 2026-11-24 00:00"],
  ["10時から12時まで", "Mon 2026-11-23 10:00 to 12:00"],
  ["午前10時から午後1時まで", "Mon 2026-11-23 10:00 to 13:00"],
  ["明日10:00〜11:30", "Tue 2026-11-24 10:00 to 11:30"],
  ["12月3日から5日まで", "Thu 2026-12-03 to 2026-12-05"],
  ["12月28日〜1月4日", "Mon 2026-12-28 to 2027-01-04"],
  ["月曜から水曜", "Mon 2026-11-23 to 2026-11-25", "Mon 2026-11-30 to 2026-12-02"],
  ["明日から3日間", "Tue 2026-11-24 to 2026-11-26"],
  ["毎日", "Mon 2026-11-23 FREQ=DAILY"],
  ["毎朝7時", "Tue 2026-11-24 07:00 FREQ=DAILY"],
  ["毎晩10時", "Mon 2026-11-23 22:00 FREQ=DAILY"],
  ["毎週月曜10時", "Mon 2026-11-23 10:00 FREQ=WEEKLY;BYDAY=MO"],
  ["毎週月・水・金", "Mon 2026-11-23 FREQ=WEEKLY;BYDAY=MO,WE,FR"],
  ["毎週月曜から金曜", "Mon 2026-11-23 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["毎月1日", "Tue 2026-12-01 FREQ=MONTHLY;BYMONTHDAY=1"],
  ["毎月1日と15日", "Tue 2026-12-01 FREQ=MONTHLY;BYMONTHDAY=1,15"],
  ["毎月第2火曜", "Tue 2026-12-08 FREQ=MONTHLY;BYDAY=2TU"],
  ["毎月第2・第4火曜", "Tue 2026-11-24 FREQ=MONTHLY;BYDAY=2TU,4TU"],
  ["毎月末", "Mon 2026-11-30 FREQ=MONTHLY;BYMONTHDAY=-1"],
  ["毎月最終金曜", "Fri 2026-11-27 FREQ=MONTHLY;BYDAY=-1FR"],
  ["毎年5月3日", "Mon 2027-05-03 FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=3"],
  ["隔週金曜", "Fri 2026-11-27 FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"],
  ["2週間ごと", "Mon 2026-11-23 FREQ=WEEKLY;INTERVAL=2"],
  ["3日ごと", "Mon 2026-11-23 FREQ=DAILY;INTERVAL=3"],
  ["平日9時", "Tue 2026-11-24 09:00 FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
  ["毎週月曜10時12月末まで", "Mon 2026-11-23 10:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T225959Z"],
  ["毎日3月まで", "Mon 2026-11-23 FREQ=DAILY;UNTIL=20270331"],
];

/** The phrase, then the words that could not be parsed. */
const notUnderstood: readonly Row[] = [
  ["明日の会議", "会議"],
  ["三日月", "三日月"],
  ["毎日新聞", "毎日新聞"],
  ["25時", "25時"],
];

heardAs("Japanese", understood);
leftOverOf("Japanese", notUnderstood);

test("dates in Japanese that do not exist are refused with the reason", () => {
  expect(hear("2月30日").reason).toBe("There is no 30 February.");
  expect(hear("2027年2月30日").reason).toBe("There is no 30 February.");
  expect(hear("12月3日（金）").reason).toBe("That would be Thursday 3 December 2026, not a Friday.");
});

test("in Japanese, a date is marked with the particle after it, and not the word it touches", () => {
  const marked = (line: string) => read(line, { locale: "ja" }).spans.map(({ from, to }) => line.slice(from, to));
  expect(marked("明日１５時半に歯医者")).toEqual(["明日", "１５時半に"]);
  expect(marked("会議は来週の月曜10時から11時まで")).toEqual(["来週の月曜", "10時から11時まで"]);
  expect(marked("母の誕生日 毎年５月３日")).toEqual(["毎年５月３日"]);
  expect(marked("隔週金曜の夜8時ヨガ #運動 30分前に通知")).toEqual(["隔週金曜の", "夜8時", "#運動", "30分前に通知"]);
});

test("who does not have the page in Japanese may write so too, and the other way round", () => {
  expect(read("明日15時 歯医者", { locale: "en-GB" })).toMatchObject({
    text: "歯医者",
    readings: [{ date: "2026-11-26" }],
  });
  expect(read("Lunch tomorrow 15:00", { locale: "ja" })).toMatchObject({
    text: "Lunch",
    readings: [{ date: "2026-11-26" }],
  });
});
