import { expect, test } from "@playwright/test";
import { initialsOf } from "../../../components/shell/initials.ts";

test("a user is shown by the initials of the first and the last name", () => {
  expect(initialsOf("Clara Meunier")).toBe("CM");
  expect(initialsOf(" Ana  María de la Torre ")).toBe("AT");
  expect(initialsOf("clara")).toBe("C");
  expect(initialsOf("𝒞lara")).toBe("𝒞");
  expect(initialsOf("山田 太郎")).toBe("山太");
});
