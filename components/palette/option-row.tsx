import { Autocomplete } from "@base-ui/react/autocomplete";
import { ArrowRight, CalendarDays, ChevronRight, LogOut, Plus, Printer, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { keyCaps } from "../actions/key-map.ts";
import type { Option } from "./palette-options.ts";

interface Props {
  readonly option: Option;
  readonly typed: string;
  readonly onChoose: () => void;
}

const icons = { run: ChevronRight, go: CalendarDays, visit: ArrowRight, add: Plus, print: Printer, "sign-out": LogOut };

export function OptionRow({ option, typed, onChoose }: Props) {
  const t = useTranslations();
  const { words, detail, keys = [], act, isOver } = option;
  const Icon = option.key === "search" ? Search : act.to === "open" ? undefined : icons[act.to];
  return (
    <Autocomplete.Item className="palette-option" value={option} aria-keyshortcuts={keys[0]} onClick={onChoose}>
      {Icon ? (
        <Icon className="icon" aria-hidden="true" />
      ) : (
        <span className={`bar-mark ${isOver ? "is-spent" : ""}`} />
      )}
      <span className="palette-words" dir="auto">
        {act.to === "open" ? <Marked words={words} typed={typed} /> : words}
      </span>
      <small>
        {detail}
        {isOver && <span className="sr-only">{t("palette.past")}</span>}
        <span aria-hidden="true">
          {keys.map((key) => (
            <kbd key={key}>{keyCaps(key).join(" ")}</kbd>
          ))}
        </span>
      </small>
    </Autocomplete.Item>
  );
}

/** Underlines the typed text where a word begins with it. */
function Marked({ words, typed }: Pick<Props, "typed"> & { readonly words: string }) {
  const [first = ""] = typed.trim().toLowerCase().split(/\s+/);
  const at = first === "" ? -1 : ` ${words.toLowerCase()}`.indexOf(` ${first}`);
  if (at === -1) return words;
  return (
    <>
      {words.slice(0, at)}
      <mark>{words.slice(at, at + first.length)}</mark>
      {words.slice(at + first.length)}
    </>
  );
}
