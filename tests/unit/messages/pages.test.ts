import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { pageRooms } from "../../../tools/page-rooms.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("a page comes with the messages of its first picture, and no others: npm run words writes which", () => {
  const written = JSON.parse(readFileSync(path.join(root, "app/reading/page-rooms.json"), "utf8"));
  expect(written).toEqual(pageRooms(root));
});
