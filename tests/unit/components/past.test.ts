import { expect, test } from "@playwright/test";
import { type Change, saysOf } from "../../../components/activity/past.ts";

const change = (summary: string, text: string, rest: Partial<Change> = {}): Change => ({
  ...{ id: 4, at: "2026-11-26T08:00:00Z", door: "web", summary, ...rest },
  items: [{ id: "item00000001", kind: "created", text, is: "Friday 27 November 2026" }],
});

test("the name is found where the sentence names the item, not in another word or before", () => {
  const says = [
    change("Added a on Friday 27 November 2026", "a"),
    change("Undid a change: added a on Friday 27 November 2026", "a", { undoes: [3] }),
    change("Änderung zurückgenommen – gelöscht: zurück am Freitag", "zurück", { undoes: [3] }),
    change("Moved on and off from Friday to Saturday", "on and off"),
    change("Changed the notes of no", "no"),
    change("Changed the notes of notes", "notes"),
    change("追加: 会議（11月27日）", "会議"),
  ];
  const isolated = change("أُضيف: \u2068Dentist?\u2069 يوم الجمعة", "Dentist?");
  expect(saysOf(isolated)).toEqual({ verb: "أُضيف:", name: "Dentist?" });
  expect(says.map((each) => saysOf(each)?.verb)).toEqual([
    ...["Added", "Undid a change: added", "Änderung zurückgenommen – gelöscht:", "Moved"],
    ...["Changed the notes of", "Changed the notes of", "追加:"],
  ]);
});
