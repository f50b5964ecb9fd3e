import { expect, test } from "@playwright/test";
import { Attempts } from "../../../dev/identity/attempts.ts";
import { hashPassword, isPassword } from "../../../dev/identity/passwords.ts";
import { makeSpeakablePassword } from "../../../dev/identity/random.ts";

test("a hash matches its password, in any Unicode form of the same letters, and no other", async () => {
  const hash = await hashPassword("café crème");
  expect(await isPassword("cafe\u0301 cre\u0300me", hash)).toBe(true);
  expect(await isPassword("cafe creme", hash)).toBe(false);
  expect(await isPassword("", undefined)).toBe(false);
});

test("a hash with other cost parameters still works", async () => {
  const hash = "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA$BVMRKqdiVYikKAaPR1wucsKUKvw4TuPLkdEYtoSHas4";
  expect(await isPassword("password", hash)).toBe(true);
});

test("a speakable password is three words of consonants and vowels, different each time", () => {
  expect(makeSpeakablePassword()).toMatch(/^([bdfghklmnprstvwz][aeiou]){3}(-([bdfghklmnprstvwz][aeiou]){3}){2}$/);
  expect(makeSpeakablePassword()).not.toBe(makeSpeakablePassword());
});

test("after ten attempts one waits for the end of five minutes, unless one succeeded", () => {
  const attempts = new Attempts();
  const start = 1_000_000;
  for (let n = 0; n < 10; n++) expect(attempts.begin("a", start)).toBe(0);
  expect(attempts.begin("a", start + 1_000)).toBe(299);
  expect(attempts.begin("b", start + 1_000)).toBe(0);
  expect(attempts.begin("a", start + 300_000)).toBe(0);
  for (let n = 0; n < 9; n++) attempts.begin("a", start + 300_000);
  attempts.succeed("a");
  expect(attempts.begin("a", start + 300_000)).toBe(0);
});

test("attempts are remembered for a thousand names at most", () => {
  const attempts = new Attempts();
  for (let n = 0; n < 10; n++) attempts.begin("first", 0);
  for (let n = 0; n < 999; n++) attempts.begin(`name ${n}`, 0);
  expect(attempts.begin("first", 0)).toBeGreaterThan(0);
  attempts.begin("one more", 0);
  expect(attempts.begin("first", 0)).toBe(0);
});
