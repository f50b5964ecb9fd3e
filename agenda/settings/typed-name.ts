/** What somebody types whom Logto knows by no name. */
const withoutName = "delete everything";

/** What a person has to type before the account is deleted: the name that the page shows. */
export const nameToType = (name: string | undefined): string => (name === undefined ? withoutName : name);

/** Whether that was typed; case, blanks and the way accents are encoded do not matter, keyboards change them by themselves. */
export const isTypedName = (typed: string, name: string | undefined): boolean => {
  const wanted = plain(nameToType(name));
  return plain(typed) === wanted && wanted !== "";
};

const plain = (text: string) => text.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
