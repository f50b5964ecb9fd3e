import { expect, test } from "@playwright/test";
import { visibleOnly, withHidden, withNothingHidden } from "../../../server/storage/visibility.ts";

const read = `SELECT id FROM "Item" WHERE "userId" = $1`;

test("a statement that reads items reads those that are not hidden, and no other statement is touched", async () => {
  expect(visibleOnly(read, ["me"])).toEqual([read, ["me"]]);
  await withHidden(["Private"], async () => {
    const [text, values] = visibleOnly(`${read} UNION ALL SELECT 1 FROM x JOIN "Item" USING (id)`, ["me"]);
    expect(values).toEqual(["me", ["Private"]]);
    expect(
      text.match(
        /\(SELECT \* FROM ONLY "Item" WHERE NOT \(string_to_array\(lower\(array_to_string\("Item"\.tags, E'\\n'\)\), E'\\n'\) && string_to_array\(lower\(array_to_string\(\$2::text\[\]/g,
      ),
    ).toHaveLength(2);
    expect(text).not.toMatch(/(FROM|JOIN) "Item"/);
    expect(text).toContain("'$.*.changed.tags[*] ? (@ == $hidden[*])'");
    for (const other of [`UPDATE "Item" SET done = true`, `DELETE FROM "Item" WHERE id = $1`, `SELECT rev FROM "User"`])
      expect(visibleOnly(other, ["me"])).toEqual([other, ["me"]]);
    await withNothingHidden(async () => expect(visibleOnly(read, ["me"])).toEqual([read, ["me"]]));
  });
});
