import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { readSearch } from "../../../../agenda/search/search-query.ts";
import { foldWords, searchTextOf, spellPlainly } from "../../../../agenda/search/search-text.ts";
import {
  halvesOf,
  isForgiven,
  isOneErrorAway,
  nearestWord,
  patternsNear,
} from "../../../../agenda/search/typo-correction.ts";
import { requireEqual } from "../../require-equal.ts";
import { refused } from "../item/refused.ts";
import { runAtOnce } from "../run-at-once.ts";

const nearest = (...asked: Parameters<typeof nearestWord>) => runAtOnce(nearestWord(...asked));

const anyText = fc.string({ unit: "grapheme", maxLength: 40 });

test("words are folded to what people type for them", () => {
  const pairs = {
    "Résumé  NAÏVE\n\tÇa": "resume naive ca",
    "Straße STRASSE Ǣther Łódź Øre": "strasse strasse aether lodz ore",
    "ΟΔΟΣ οδός": "οδοσ οδοσ",
    "İstanbul ılık": "istanbul ilik",
    "ＡＢＣ１２ ﾃﾞｰﾀ ㎏": "abc12 データ kg",
    "Ёлка שָׁלוֹם مُحَمَّد": "елка שלום محمد",
    "l’école “x” a–b so\u00adft \u200bzero": 'l\'ecole "x" a-b soft zero',
  };
  expect(Object.keys(pairs).map(foldWords)).toEqual(Object.values(pairs));
});

test("marks that make a different letter stay: kana, Hangul and Indic vowels", () => {
  expect(["が", "か", "ぱ", "각", "가", "कि", "का", "ที่"].map(foldWords)).toEqual([
    ...["が", "か", "ぱ", "각", "가", "कि", "का", "ที่"].map((word) => word.normalize("NFC")),
  ]);
});

test("folding is idempotent, and spelling is reversible", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      const folded = foldWords(one);
      requireEqual(foldWords(folded), folded);
      const plain = spellPlainly(folded);
      expect(plain).toMatch(/^[a-z0-9A-Z ]*$/);
      requireEqual(plain === spellPlainly(foldWords(other)), folded === foldWords(other));
    }),
  );
});

test("a part of the words is a part of their spelling, and nothing else is", () => {
  const signs = fc.string({ unit: fc.constantFrom(..."ab1 %_会議é🦷\\ΒΖz"), maxLength: 8 });
  fc.assert(
    fc.property(signs, signs, (whole, part) => {
      const [there, sought] = [foldWords(whole), foldWords(part)];
      const isAligned = [...there].some((_, at, all) => all.slice(at).join("").startsWith(sought)) || sought === "";
      return spellPlainly(there).includes(spellPlainly(sought)) === isAligned;
    }),
    { numRuns: 1_000 },
  );
});

test("no word spans two fields, and the title comes first", () => {
  const item = { text: "Board\u00a0meeting", location: "東", tags: ["work", "q 4"], notes: "one\ntwo" };
  expect(searchTextOf(item)).toBe("board meeting\nZGHHB\nwork\nq 4\none two\n");
  expect(searchTextOf({ text: "\u200b", location: null, tags: [], notes: null })).not.toBe("");
});

test("a search consists of words, and phrases in quotes of any kind", () => {
  expect(readSearch("  Dentist   Müller ")).toEqual(["dentist", "muller"]);
  expect(readSearch('#Work a#b # "#x"'), "a tag as the page writes it").toEqual(["work", "a#b", "#x"]);
  expect(readSearch("“Board  Meeting” paris")).toEqual(["board meeting", "paris"]);
  expect(readSearch("«明日の 会議» 駅")).toEqual(["明日の 会議", "駅"]);
  expect(readSearch('5" pipe')).toEqual(['5"', "pipe"]);
  expect(readSearch('"')).toEqual(['"']);
  expect(readSearch("100% _ \\")).toEqual(["100%", "_", "\\"]);
});

test("a word contained in another is dropped", () => {
  expect(readSearch("meet meeting MEET me")).toEqual(["meeting"]);
});

test("a search that is empty or too long is refused", () => {
  for (const nothing of ['""', "\u0301", '" " ""'])
    expect(refused(() => readSearch(nothing))).toContain("#/q: Say at least");
  expect(refused(() => readSearch("aa bb cc dd ee ff gg hh ii jj kk"))).toContain("at most 10 words; these are 11");
});

test("one letter inserted, deleted or replaced, or two adjacent ones swapped, is one typo", () => {
  const near = ["dentst", "dentisst", "dantist", "detnist", "dentits", "entist", "dentistx", "edntist"];
  expect(near.filter((word) => !isOneErrorAway(word, "dentist"))).toEqual([]);
  const far = ["dentist", "dentists!", "dnetsit", "dtsnite", "dent", "tsitned", "dintast"];
  expect(far.filter((word) => isOneErrorAway(word, "dentist"))).toEqual([]);
});

test("whatever is one typo away contains a half of the word and matches one of the patterns", () => {
  const letter = fc.constantFrom(..."abé会жß");
  const word = fc.array(letter, { minLength: 4, maxLength: 9 });
  fc.assert(
    fc.property(
      word,
      fc.nat(),
      letter,
      fc.constantFrom("more", "less", "other", "exchanged"),
      (letters, place, sign, kind) => {
        const at = place % letters.length;
        const damaged = {
          more: letters.toSpliced(at, 0, sign),
          less: letters.toSpliced(at, 1),
          other: letters.with(at, sign),
          exchanged: letters.toSpliced(
            Math.max(at - 1, 0),
            2,
            ...letters
              .slice(Math.max(at - 1, 0))
              .slice(0, 2)
              .reverse(),
          ),
        }[kind];
        const [meant, typed] = [foldWords(letters.join("")), foldWords(damaged.join(""))];
        fc.pre(isOneErrorAway(typed, meant) && [...typed].length >= 4);
        fc.pre(/[^a-z]/.test(typed) || /^[a-z]+$/.test(meant)); // one script per word
        const stored = spellPlainly(meant);
        const holdsHalf = halvesOf(typed).some((half) => stored.includes(half));
        return holdsHalf && patternsNear(typed).some((pattern) => isLike(stored, pattern));
      },
    ),
    { numRuns: 600 },
  );
});

/** SQL's LIKE for spelled words, which contain nothing special to a regular expression. */
const isLike = (text: string, pattern: string) =>
  new RegExp(`^${pattern.replaceAll("%", ".*").replaceAll("_", ".")}$`, "s").test(text);

test("the most frequent word is taken, and the beginning of a longer one only if no whole word matches", () => {
  const items = (...texts: string[]) => texts.map((text) => ({ text, location: null, tags: [], notes: null }));
  expect(nearest("dentst", items("Dentist!", "call the (dentist)", "dentsy"))).toBe("dentist");
  expect(nearest("dentst", items("dents y", "dents x", "Denist"))).toBe("dents");
  expect(nearest("meetng", items("Team meetings"))).toBe("meeting");
  expect(nearest("meetng", items("Team meetings", "Meeting"))).toBe("meeting");
  expect(nearest("dent", items("details"))).toBeUndefined();
  expect(nearest("bbba", items("bbbd", "bbbc"))).toBe("bbbc");
});

test("short words, symbols and scripts without spaces are not corrected", () => {
  expect(["dent", "стол", "q4q4"].filter((word) => !isForgiven(word))).toEqual([]);
  expect(["a".repeat(33), "a".repeat(200)].filter(isForgiven), "what nobody types has hundreds of neighbours").toEqual(
    [],
  );
  expect(["den", "明日の会議", "a-bcd", "two words", "การประชุม"].filter(isForgiven)).toEqual([]);
});

test("a held-down letter is found at any length", () => {
  expect(foldWords("Sooooo good")).toBe("sooo good");
  expect(searchTextOf({ text: "a".repeat(500), location: null, tags: [], notes: "a".repeat(4_000) })).toBe(
    "aaa\n\naaa\n",
  );
  expect(readSearch("a".repeat(200))).toEqual(["aaa"]);
  expect(foldWords("10000 -----"), "digits and signs count").toBe("10000 -----");
});
