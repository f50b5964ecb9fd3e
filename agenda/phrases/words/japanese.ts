import { unspaced } from "../atoms.ts";
import type { Language } from "../language.ts";
import { type Entry, language } from "../lattice.ts";

const weekdays = "月火水木金土日";
const digits = "〇一二三四五六七八九";

/** 12 and 十二. */
function numeral(number: number): string[] {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`;
  return [`${number}`, `${ten}${ones === 0 ? "" : digits[ones]}`];
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

const entries: Entry[] = [
  ["REL", 0, "今日", "本日", "きょう"],
  ["REL", 1, "明日", "翌日", "あした", "あす"],
  ["REL", 2, "明後日", "あさって"],
  ["REL", 3, "明々後日", "しあさって"],
  ["REL", -1, "昨日", "きのう"],
  ["REL", -2, "一昨日", "おととい"],
  ...[...weekdays].flatMap((name, index): Entry[] => [
    ["WD", index + 1, `${name}曜`, `${name}曜日`],
    ["WDOF", index + 1, `曜${name}`],
  ]),
  ...upTo(99).map((month): Entry => ["MONTH", month, ...numeral(month).map((each) => `番月${each}`)]),
  ...upTo(39).map((day): Entry => ["ORD", day, ...numeral(day).map((each) => `番日${each}`)]),
  ...upTo(5).map((nth): Entry => ["ORD", nth, ...numeral(nth).map((each) => `番第${each}`)]),
  ...upTo(99).map((year): Entry => ["YEAR", 2018 + year, `令和${year}`]),
  ...upTo(30).map((number): Entry => ["NUM", number, ...numeral(number).slice(1)]),
  // From ten days on, as many people mean every tenth day by 10日おき as every eleventh.
  ...upTo(30)
    .slice(9)
    .flatMap((days) =>
      [days + 1, days].map((every): Entry => ["NUM", every, ...numeral(days).map((each) => `おき${each}`)]),
    ),
  // As many people mean every second week by 2週間おき as every third.
  ...upTo(12).flatMap((count) =>
    (count === 1 ? [2, 1] : [count, count + 1]).map(
      (every): Entry => ["NUM", every, ...numeral(count).map((each) => `間おき${each}`)],
    ),
  ),
  ["UNIT", "minute", "分"],
  ["UNIT", "hour", "時間"],
  ["UNIT", "day", "日", "日間", "番日"],
  ["UNIT", "week", "週", "週間"],
  ["UNIT", "month", "月", "ヶ月", "ケ月", "ヵ月", "カ月", "か月"],
  ["UNIT", "year", "年"],
  ["UNIT", "weekend", "週末"],
  ["WORKDAY", 1, "平日", "営業日"],
  ["WORKDAYS", 1, "平日"],
  ["PART", "earlyMorning", "早朝"],
  ["PART", "morning", "朝", "午前", "午前中", "am"],
  ["PART", "lunch", "昼", "お昼"],
  ["PART", "afternoon", "午後", "pm"],
  ["PART", "evening", "夕方", "晩"],
  ["PART", "night", "夜", "深夜"],
  ["TODAYPART", "morning", "今朝"],
  ["TODAYPART", "evening", "今晩"],
  ["TODAYPART", "night", "今夜"],
  ["EDGE", "start", "頭", "初め"],
  ["EDGE", "early", "上旬"],
  ["EDGE", "mid", "中旬", "半ば"],
  ["EDGE", "late", "下旬"],
  ["EDGE", "end", "末"],
  ["FREQ", "DAILY", "毎日"],
  ["FREQ", "WEEKLY", "毎週"],
  ["FREQ", "MONTHLY", "毎月"],
  ["FREQ", "YEARLY", "毎年"],
  ["NOON", 720, "正午"],
  ["THIS", 1, "今", "この"],
  ["NEXT", 1, "来", "次"],
  ["COMING", 1, "今度"],
  ["AFTERNEXT", 1, "再来"],
  ["LAST", 1, "先", "最終"],
  ["EVERY", 1, "毎"],
  ["IN", 1, "に"],
  ["WITHIN", 1, "の"],
  ["AND", 1, "と"],
  ["TO", 1, "から", "〜", "~", "-"],
  ["ONWARD", 1, "から", "〜", "~"],
  ["UPTO", 1, "まで"],
  ["HENCE", 1, "後"],
  ["AGO", 1, "前"],
  ["FOR", 1, "間"],
  ["TIMES", 1, "回"],
  ["MERIDIEM", "am", "am"],
  ["MERIDIEM", "pm", "pm"],
  ["HOUR", 1, "時刻"],
  ["MINUTE", 30, "半"],
  ["MINUTE", 0, "分0"],
  ...upTo(59).map((minute): Entry => ["MINUTE", minute, `分${minute}`]),
];

const kanji = "[一二三四五六七八九十]{1,3}";
/** The number after 月 and 日, once they are split: "番月12 番日3". */
const some = String.raw`[\d一二三四五六七八九十]*`;
const number = String.raw`(?:\d{1,3}|${kanji})`;
const month = String.raw`(?<![\d/.])0?(\d{1,2}|十?[一二]|[三四五六七八九十])月`;
/** Words that begin like a date. */
const otherwise = [
  "明日(?:[香葉美海花奈菜]|は我が身)|今日(?:[子的日])|毎日(?:新聞|放送|小学)|毎年恒例",
  "日曜大工|[火金土日]曜(?:サスペンス|ロード|劇場|ドラマ|版)|[3三]時のおやつ|毎[週月]分配",
].join("|");
/** Not the end of a longer number, nor of a word such as 同時. */
const alone = String.raw`(?<![\d.,:/第一二三四五六七八九十同当臨])(?!${otherwise})`;
const hour = String.raw`${alone}(\d{1,2}|[二三四五六七八九]|二?十[一二三四]?|(?<=[前後朝昼夜晩方]\s*)一)時`;
const part = "早朝|午前中|午前|午後|夕方|深夜|お昼|朝|昼|夜|晩";
const edge = "上旬|中旬|下旬|半ば|初め|末|頭";
const unit = "時間|分|日|週間?|[ヶケヵカか]月|年";
const weekday = `[${weekdays}]曜`;
/** What follows a date and means nothing without it. */
const after = "(?:頃|ごろ|くらい|ぐらい|あたり|すぎ|過ぎ|以降|中(?=に))?(?:には|に(?!ん)|の|は|も(?!も)|、)?";
/** Where a word ends that could also be the beginning of another. */
const end = String.raw`(?=[\s\d、。にのは(〜~-]|から|まで|$)`;
/** Where a word begins that could also be the end of another. */
const start = String.raw`(?<=^|[\s、。])`;
const rule = (pattern: string, words: string): Language["rewrites"][number] => [new RegExp(pattern, "dgu"), words];

/**
 * Splits what is a date from the words around it, as Japanese has no spaces. All other words stay whole and so are strangers: 三日月,
 * 日本, 第2会議室. What follows a date and means nothing without it is taken along: 明日の, 15時に.
 */
const rewrites: Language["rewrites"] = [
  // Dates
  rule(String.raw`(?<!\d)(\d{4})[/.]0?(\d{1,2})[/.]0?(\d{1,2})(?!\d)${after}`, " $1 年 番月$2 番日$3 "),
  rule(String.raw`(令和\d{1,2}|(?<!\d)\d{4})(年)の?(?=\d{1,2}月|年?末)`, " $1 $2 "),
  rule(String.raw`${month}0?(\d{1,2})日?([〜~-])0?(\d{1,2})日(?![間目分後前生])${after}`, " 番月$1 番日$2 $3 番日$4 "),
  rule(String.raw`${month}\s?0?(\d{1,2}|${kanji})日(?![間目分後前生])${after}`, " 番月$1 番日$2 "),
  rule(
    String.raw`(?<![\d/.])0?(1[0-2]|[1-9])/0?([12]\d|3[01]|[1-9])(?![\d/量枚缶個杯ァ-ヶ]|\s*[a-z])${after}`,
    " 番月$1 番日$2 ",
  ),
  rule(`${month}(?=の?(?:${edge}|第|最終)|から|まで)`, " 番月$1 "),
  rule(`${month}に`, " に 番月$1 "),
  rule(`第([1-5一二三四五])(?:[・と、]第?|第)([1-5一二三四五])(${weekday})日?${after}`, " 番第$1 $3 と 番第$2 $3 "),
  rule(String.raw`(?<=(?:月${some}|末)\s*の?\s*)第([1-5一二三四五])(${weekday})日?${after}`, " 番第$1 $2 "),
  rule(`第([1-5一二三四五])(${weekday})日?${after}`, " 月 の 番第$1 $2 "),
  // Times and lengths
  rule("(明)(朝|晩)(?!体)", " $1日 $2 "),
  // An end that is not after its start is on the next day anyway.
  rule(
    String.raw`(?<=\d{1,2}(?:時(?:半|\d{1,2}分)?|:\d{2})\s*(?:から|[〜~-])\s*)翌日?の?(?=\s*(?:午前|深夜|朝)?\d{1,2}[時:])`,
    "",
  ),
  rule(`${start}(翌日)(?=[\\s\\d、にのは午朝昼夜夕])${after}`, " $1 "),
  rule(`${start}(${part})に`, " に $1 "),
  rule(String.raw`(?<![毎今昨明])(${part})の?(?=\s?(?:\d{1,2}[時:]|${kanji}時))`, " に $1 "),
  rule(String.raw`(?<![A-Za-z])([AaPp][Mm])(?=\s?\d{1,2}[時:])`, " に $1 "),
  rule(String.raw`(?<![\d.,:/])(\d{1,2}(?::\d{2})?)\s?([AaPp][Mm])(?![A-Za-z])${after}`, " $1 $2 "),
  rule(String.raw`(?<=^|[\s、らで半分])(${number})時間半(後)?${end}${after}`, " $1 時間 30 分 $2 "),
  rule(String.raw`(?<=^|[\s、らで半分])(${number})時間0?(\d{1,2})分間?(後)?${end}${after}`, " $1 時間 $2 分 $3 "),
  rule(String.raw`${start}(?:今から\s*)?半年(後)${after}`, " 6 ヶ月 $1 "),
  rule(String.raw`${start}(?:今から\s*)?(${number})(${unit})(後)(?!ろ|の(?!\d))${after}`, " $1 $2 $3 "),
  rule(`${start}(${number})(日|週間?|[ヶケヵカか]月|年)(前)${end}${after}`, " $1 $2 $3 "),
  rule(
    String.raw`(?<=^|[\s、らで半分])(${number})(時間|分)間?(?:(?<=から\s*\d+(?:時間|分))(?![後前])|${end})${after}`,
    " $1 $2 ",
  ),
  rule(String.raw`${hour}0?(\d{1,2})分(?![間後前])${after}`, " $1 時刻 分$2 "),
  rule(`${hour}(半)${after}`, " $1 時刻 $2 "),
  rule(String.raw`${hour}(?![間刻差給代計報制点限]|\d+分前)${after}`, " $1 時刻 "),
  rule(String.raw`(\d{1,2}:\d{2})${after}`, " $1 "),
  // Rules
  rule(
    String.raw`(?<=[毎隔今来]週の?[${weekdays}曜・、と〜~-]*)(?<!曜)([${weekdays}])(?![曜本])(?=[${weekdays}・、と〜~-]*(?:曜|[\s\d午朝昼夜夕にのは]|$))`,
    " $1曜 ",
  ),
  rule(String.raw`${start}([${weekdays}])([${weekdays}])([${weekdays}])(?=[\s\d])`, " $1曜 $2曜 $3曜 "),
  rule(`${start}(土)(日)(?=[\\s、])`, " $1曜 - $2曜 "),
  rule(`(毎週の?)(${weekday}日?)までに?`, "$1$2 "),
  rule("(隔)([週月])", " 毎 2 $2 "),
  rule(String.raw`(?:隔|(?<![\d.,十])[1一](?=日おき))(日)(?:おきに?)?`, " 毎 2 $1間 "),
  // With two days in between it is every third.
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((days) =>
    rule(String.raw`(?<![\d.,十])(?:${days}|${digits[days]})(日)おき${after}`, ` 毎 ${days + 1} $1間 `),
  ),
  rule(String.raw`(?<![\d.,])([12]\d|30|二?十[${digits.slice(1)}]?|三十)(日)おき${after}`, " 毎 おき$1 $2間 "),
  rule(`(${number})(日)(?:ごと|毎)${after}`, " 毎 $1 $2間 "),
  rule(`(${number})(週間?|[ヶケヵカか]月|年)(?:ごと|毎)${after}`, " 毎 $1 $2 "),
  rule(
    String.raw`(?<![\d.,十])(1[0-2]|[1-9]|[${digits.slice(1)}])(週間?|[ヶケヵカか]月)おき${after}`,
    " 毎 間おき$1 $2 ",
  ),
  rule("(毎月)の?末日?", " $1 最終 日 "),
  rule("(毎)([朝晩夜])", " $1 $2 "),
  rule(`(平日)は?毎日${after}`, " $1 "),
  rule(String.raw`(?<!\d)(\d{1,3})(回)${end}${after}`, " $1 $2 "),
  // Days and periods
  rule(`(来|再来)(週末?)(?![号刊])${after}`, " $1 $2 "),
  rule(`([今先])(週末?)(?:の(?=${weekday}))?(?![の号刊])(?:中?に)?は?`, " $1 $2 "),
  rule(
    String.raw`(来|再来|今|先)(月)(?:の(?=\s*(?:\d|${kanji}日|${edge}|番第|最終)))?(?![の号度分期曜])(?:中?に)?は?`,
    " $1 $2 ",
  ),
  rule(String.raw`(来|再来)(年)の?(?=\s*月|末|まで|\s|$)`, " $1 $2 "),
  rule(`(次|今度)の(?=${weekday}|週末)`, " $1 "),
  rule("(?<!次 |今度 )(週末)に", " に $1 "),
  rule(String.raw`(?<!(?:次|今度|[今来先]) )${start}(週末)(?=[\s、])`, " に $1 "),
  rule(String.raw`(?<![\d今来先毎])([月年])(末)(?=に|まで)に?`, " $1 の $2 "),
  rule(String.raw`(?<=(?<!毎)(?:月${some}|[週年])\s+)の?(${edge})${after}`, "の $1 "),
  rule(String.raw`(?<=(?<!毎)月${some}\s+)の?\s*(番第[1-5一二三四五] |最終)`, "の $1 "),
  rule(
    String.raw`(?<![\d年第時分.:/,]|(?<!毎)月)(?!1日[一-龥])([12]\d|3[01]|[1-9])日(?![間目分後前中坊酔連市町以大制々本光ァ-ヶ]|\s?\d+[回錠]|(?!から|まで|と|[にのは])[ぁ-ん])${after}`,
    " 番日$1 ",
  ),
  rule(
    String.raw`(?<=日${some}\s+)(?:\(([${weekdays}])(?:曜日?)?(?:・?祝)?\)|([${weekdays}])曜日?)${after}`,
    " 曜$1$2 ",
  ),
  rule(`(?<=毎月の?)(${kanji})日${after}`, " 番日$1 "),
  rule(`(${weekday})(?=${weekday})`, " $1 と "),
  rule(`(この)(?=${weekday})`, " $1 "),
  rule(
    `(?!${otherwise})(明々後日|明後日|一昨日|(?<!昨日)今日|(?<!日)本日|明日|昨日(?!今日)|今朝|今晩|今夜|正午|最終(?=${weekday}|営業日|平日)|営業日|平日${end}|毎日|毎[週月年](?!末)|${weekday}(?:日(?!曜))?)${after}`,
    " $1 ",
  ),
  rule(
    `(?<![ぁ-んァ-ヶ一-龥])(きょう|あした|あす|あさって|しあさって|きのう|おととい)(?=[にのは]|から|まで|[^ぁ-んー]|$)${after}`,
    " $1 ",
  ),
  rule(String.raw`(?<=(?:[曜朝晩]|日${some})\s*)(${part})(?:(?<=午[前後]中?)|${end})${after}`, " $1 "),
  // Between dates, and after them
  rule(String.raw`(?<=[時刻日曜月週年末後分半午旬\d一二三四五六七八九十]\s*)(から|まで)(?:には|に|の|は|、)?`, " $1 "),
  rule(String.raw`(?<=(?:曜|日${some})\s*)(と)(?=\s*(?:${weekday}|\d|第))`, "$1 "),
  rule(`(?<![一-龥])([${weekdays}])[〜~-]([${weekdays}])(?![一-龥])`, " $1曜 - $2曜 "),
  rule(String.raw`(?<=(?:から|〜|~)\s*)(${number})([日週]間)`, " 間 $1 $2 "),
  rule(String.raw`(?<=番日${some}\s+)・(?=\s*番日)`, "と"),
  rule(String.raw`(?<=曜\s*)・(?=\s*${weekday})`, " "),
];

export const japanese = language(entries, {
  name: "Japanese",
  script: new RegExp(`[${unspaced}]`, "u"),
  isMonthFirst: true,
  hasDotOrdinals: false,
  isTwelveHour: false,
  rewrites,
});
