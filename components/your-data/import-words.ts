import { listText } from "../../agenda/time/date-texts.ts";
import type { Translator } from "../../messages/translator.ts";

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
}

/** "4 items will be added, 1 item will be changed, 2 items there already, 1 item left out." */
export function countWords({ added, changed, same, refused }: Counts, tense: "will" | "done", t: Translator): string {
  const parts = [
    added > 0 && t(tense === "will" ? "your-data.willBeAdded" : "your-data.added", { count: added }),
    changed > 0 && t(tense === "will" ? "your-data.willBeChanged" : "your-data.changed", { count: changed }),
    same > 0 && t("your-data.thereAlready", { count: same }),
    refused > 0 && t("your-data.leftOut", { count: refused }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t("your-data.nothing") : t("your-data.counts", { list: listText(parts, "unit", t) });
}
