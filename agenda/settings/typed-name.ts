/** What to type when Logto has no name for the user. */
const withoutName = "delete everything";

/** What the user must type before the account is deleted: the name shown on the page. */
export const nameToType = (name: string | undefined): string => (name === undefined ? withoutName : name);

/** Whether the right name was typed. Ignores case, white space and Unicode normalization, which keyboards change on their own. */
export const isTypedName = (typed: string, name: string | undefined): boolean => {
  const wanted = plain(nameToType(name));
  return plain(typed) === wanted && wanted !== "";
};

const plain = (text: string) => text.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
