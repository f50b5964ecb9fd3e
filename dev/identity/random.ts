import { randomInt } from "node:crypto";

const lowerCase = "0123456789abcdefghijklmnopqrstuvwxyz";
const anyCase = `${lowerCase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

const pick = (alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

/** In Logto's formats: 21 characters for an application, 32 for its secret, 12 for a user. */
export const makeAppId = () => pick(lowerCase, 21);
export const makeAppSecret = () => pick(anyCase, 32);
export const makePersonId = () => pick(lowerCase, 12);

/** A pronounceable password: three words of three syllables, 57 bits. */
export function makeSpeakablePassword(): string {
  const syllable = () => pick("bdfghklmnprstvwz", 1) + pick("aeiou", 1);
  const word = () => syllable() + syllable() + syllable();
  return `${word()}-${word()}-${word()}`;
}
