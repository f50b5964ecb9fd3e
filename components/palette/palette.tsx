import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { barNow } from "../actions/bar.ts";
import { isOffered } from "../actions/key-commands.ts";
import { type CommandName, commandNames } from "../actions/key-map.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { wordsOfAdded } from "../add-line/added.ts";
import { fieldsOfLine, keyOfReading } from "../add-line/line-fields.ts";
import { lineTools } from "../add-line/line-tools.ts";
import { daysInWords } from "../calendar/days-in-words.ts";
import { isComposing } from "../controls/is-composing.ts";
import { ApiError, call } from "../sync/api-client.ts";
import { wordsOfFailure } from "../sync/failure-words.ts";
import type { NewItem } from "../sync/use-writes.ts";
import type { Reader } from "../time/reader.ts";
import { pathOf } from "../time/view-address.ts";
import { OptionRow } from "./option-row.tsx";
import {
  addOption,
  commandOptions,
  dayOptions,
  groupsOf,
  itemOptions,
  type Option,
  type OptionGroup,
  onChange,
  onItem,
  onSelected,
  pageOptions,
} from "./palette-options.ts";
import { useFound } from "./use-found.ts";
import { usePaletteReader } from "./use-palette-reader.ts";
import "./palette.css";

export interface PaletteProps {
  /** Whether it was opened to add something. */
  readonly adds: boolean;
  /** Words that could not be added after it closed, and why. */
  readonly unsaved?: { readonly typed: string; readonly refusal: string } | undefined;
  readonly onUnsaved: (words: NonNullable<PaletteProps["unsaved"]>) => void;
  /** What was typed before its field had focus; undefined once it is in the field. */
  readonly early: RefObject<string | undefined>;
  /** Closes, restores the focus, and then runs `then`. */
  readonly onClose: (then?: () => void) => void;
  /** Goes to another page, after asking about unsaved text. */
  readonly onVisit: (href: string) => void;
  readonly onSignOut: () => void;
  readonly onCommand: (name: CommandName) => void;
}

const mostDays = 3;
/** Navigation in the list has its own keys, and moving its own commands. */
const unlisted = /^(palette|next|previous|nextDay|previousDay|open|select.*)$/;

/** All actions in words: commands with their shortcuts, days, items, and what to add. Loaded on first use. */
export function Palette({ early, adds, unsaved, onUnsaved, onClose, onVisit, onSignOut, onCommand }: PaletteProps) {
  const t = useTranslations();
  const [typed, setTyped] = useState("");
  const { reader, reading, read } = usePaletteReader();
  const found = useFound(adds ? "" : typed);
  const [added, setAdded] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const adding = useRef(new Set<string>());
  // A late answer must not affect text typed since.
  const written = useRef(typed);
  written.current = typed;
  useEffect(() => {
    if (!unsaved) return;
    // What is typed since stays.
    const isFree = written.current === "" || written.current === unsaved.typed;
    if (isFree) setTyped(unsaved.typed);
    setRefusal(isFree ? unsaved.refusal : t("palette.refusedFor", { typed: unsaved.typed, why: unsaved.refusal }));
  }, [unsaved, t]);
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const input = useRef<HTMLInputElement>(null);
  // A portal renders the field later than this, and it gets the focus later still.
  const takeEarly = () => {
    // Show first what Enter would do.
    if (early.current) setTyped(early.current.replaceAll("\n", ""));
    early.current = undefined;
  };
  useEscape(onClose);
  useKeptFocus(input);

  const [on] = useState(focusedNow);
  // Like a line: an item is added on the day one has gone to.
  const date = adds ? barNow()?.date : undefined;
  const line = useMemo(() => lineOf(typed, reader || undefined, date, t), [typed, reader, date, t]);
  const groups = useMemo(() => {
    if (adds) return line.adds.length > 0 ? [{ label: t("palette.add"), items: line.adds }] : [];
    const offered = commandNames.filter((name) => isOffered(name) && !unlisted.test(name) && on.isFor(name));
    const known = {
      typed,
      days: reader && !on.isModal ? dayOptions(daysInWords(typed, reader).slice(0, mostDays), reader, t) : [],
      commands: commandOptions(typed, offered, on, areSingleKeysOn(document.cookie), t),
      pages: pageOptions(typed, t),
      items: reader ? itemOptions(found.items, reader, Date.now(), t) : [],
      ...line,
    };
    return groupsOf(known, t);
  }, [typed, reader, found.items, line, on, adds, t]);

  async function add(fields: NewItem, by = reader) {
    if (adding.current.has(typed)) return;
    adding.current.add(typed);
    setRefusal(undefined);
    const bar = barNow();
    try {
      await (bar ? bar.add(fields) : call("createItems", { items: [fields] }));
      if (!isOpen.current) return;
      const isSame = written.current === typed;
      if (bar && isSame) return onClose();
      if (by) setAdded(wordsOfAdded({ id: "", ...fields } as Parameters<typeof wordsOfAdded>[0], by, t));
      if (isSame) setTyped("");
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      const { banner, fields: wrong } = wordsOfFailure(thrown, t);
      const words = banner ?? Object.values(wrong).join(" ");
      if (isOpen.current)
        setRefusal(written.current === typed ? words : t("palette.refusedFor", { typed, why: words }));
      else onUnsaved({ typed, refusal: words });
    } finally {
      adding.current.delete(typed);
    }
  }

  /** For words entered before the settings are known; whether this is still open by then or not. */
  async function addOnceRead() {
    const settings = await reading.current;
    const [option] = settings ? lineOf(typed, settings, date, t).adds : [];
    if (option?.act.to === "add") void add(option.act.fields, settings);
    else if (!isOpen.current) onUnsaved({ typed, refusal: t("palette.noSettings") });
  }

  function choose({ act }: Option) {
    const bar = barNow();
    if (act.to === "add") return void add(act.fields);
    if (act.to === "run") return onCommand(act.command);
    if (act.to === "sign-out") return onSignOut();
    if (act.to === "print") return onClose(print);
    if (act.to === "visit") return onVisit(act.href);
    if (act.to === "go") {
      if (!bar) return onVisit(pathOf({ view: "day", date: act.date }));
      return onClose(() => bar.go({ date: act.date === bar.reader.today ? undefined : act.date }));
    }
    const { item } = act;
    if (bar) return onClose(() => bar.open(item));
    const occurrence = item.occurrence === undefined ? {} : { occurrence: item.occurrence };
    onVisit(`/?${new URLSearchParams({ item: item.id, ...occurrence })}`);
  }

  const [toAdd] = line.adds;
  function press(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return;
    const isEarly = reader === undefined && typed.trim() !== "";
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || (adds && isEarly))) return;
    if (!toAdd && !isEarly) return;
    event.preventDefault();
    event.stopPropagation();
    if (toAdd) choose(toAdd);
    else void addOnceRead();
  }

  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim palette-scrim" />
        <Dialog.Popup
          className="palette"
          data-modal=""
          aria-label={t(adds ? "palette.addItem" : "palette.title")}
          initialFocus={input}
          onKeyDownCapture={press}
        >
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={groups}
            value={typed}
            onValueChange={(next, { reason }) => {
              if (reason !== "input-change" && reason !== "input-clear") return;
              setTyped(next);
              setAdded(undefined);
              setRefusal(undefined);
            }}
            itemToStringValue={({ words }: Option) => words}
            autoHighlight="always"
            keepHighlight
          >
            <div className="palette-line">
              <Search className="icon" aria-hidden="true" />
              <Autocomplete.Input
                ref={input}
                onFocus={takeEarly}
                aria-label={t(adds ? "palette.whatToAdd" : "palette.whatToDo")}
                placeholder={t(adds ? "palette.example" : "palette.whatToDo")}
                maxLength={limits.text}
                enterKeyHint="go"
              />
              <button
                className="act palette-close"
                type="button"
                aria-label={t("palette.close")}
                onClick={() => onClose()}
              >
                <span aria-hidden="true">{t("palette.esc")}</span>
                <X className="icon" aria-hidden="true" />
              </button>
            </div>
            {refusal && (
              <p className="palette-said is-error" role="alert">
                {refusal}
              </p>
            )}
            {reader === false && <Unread words={t("palette.noSettings")} onRetry={read} input={input} />}
            {found.error && (
              <Unread
                words={t(found.error.status === 0 ? "palette.notFoundOffline" : "palette.notLooked")}
                onRetry={found.retry}
                input={input}
              />
            )}
            {added && <p className="palette-said">{added}</p>}
            <Autocomplete.List className="palette-list" aria-label={t("palette.list")}>
              {(group: OptionGroup) => (
                <Autocomplete.Group key={group.label} items={group.items}>
                  <Autocomplete.GroupLabel className="palette-label">{group.label}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(option: Option) => (
                      <OptionRow key={option.key} option={option} typed={typed} onChoose={() => choose(option)} />
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
            <div className="palette-foot">
              <Autocomplete.Status>{added ?? (adds ? "" : statusOf(typed, found, count, t))}</Autocomplete.Status>
              <p aria-hidden="true">
                <span>{t.rich("palette.choose", { key: () => <kbd>↑↓</kbd> })}</span>
                <span>{t.rich("palette.does", { key: () => <kbd>Enter</kbd> })}</span>
              </p>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface UnreadProps {
  readonly words: string;
  readonly onRetry: () => void;
  readonly input: RefObject<HTMLInputElement | null>;
}

function Unread({ words, onRetry, input }: UnreadProps) {
  const t = useTranslations();
  const retry = () => {
    input.current?.focus(); // the button goes
    onRetry();
  };
  return (
    <p className="palette-said" role="alert">
      {words}{" "}
      <button className="act" type="button" onClick={retry}>
        {t("words.tryAgain")}
      </button>
    </p>
  );
}

/** What was focused when this opened, and which commands apply to it. */
function focusedNow() {
  const focused = document.activeElement;
  const row = focused?.closest("[data-mark]");
  const isItem = focused instanceof HTMLElement && focused.dataset.item !== undefined;
  const name = isItem ? (focused.ariaLabel ?? focused.textContent) : row?.querySelector(".title")?.textContent;
  // Anything behind an open dialog is out of reach, also for its shortcuts.
  const isModal = document.querySelector("[data-modal]:not([hidden])") !== null;
  const selected = barNow()?.selectedCount ?? 0;
  const isFor = (command: CommandName) => {
    if (isModal) return false;
    if (onSelected.has(command) && selected > 0) return true;
    return onItem.has(command) ? isItem : !onChange.has(command) || row != null;
  };
  const isDone = focused?.closest(".is-done") != null;
  return { text: name?.trim() ?? "", isDone, isFor, isModal, selected };
}

/** What the words would add, parsed as in the add line: one for each day they may mean. */
function lineOf(
  typed: string,
  reader: Reader | undefined,
  date: string | undefined,
  t: Translator,
): { readonly adds: readonly Option[]; readonly isPlan: boolean } {
  if (!reader || typed.trim() === "") return { adds: [], isPlan: false };
  const said = lineTools.read(typed, { date: date ?? reader.today, asWords: [] }, reader, t);
  const readings = said.isAsked ? lineTools.askedOf(said.readings) : said.readings.slice(0, 1);
  const adds = [...readings].slice(0, mostDays).flatMap((reading) => {
    const fields = fieldsOfLine(said, { picked: keyOfReading(reading) });
    return fields ? [addOption(fields, reader, t)] : [];
  });
  const [likeliest] = adds;
  if (likeliest) adds[0] = { ...likeliest, keys: ["Control+Enter"] };
  return { adds, isPlan: (said.saysDay || said.saysTime) && said.text !== "" };
}

function statusOf(
  typed: string,
  { items, corrected, isSearching, error }: ReturnType<typeof useFound>,
  count: number,
  t: Translator,
): string {
  if (typed.trim() === "") return t("palette.hint", { count });
  if (isSearching) return t("palette.looking");
  if (error) return t("palette.withoutItems", { count });
  const fixed = corrected.map((each) => t("palette.fixed", each));
  return [...fixed, t("palette.found", { items: items.length, count })].join(" ");
}

/** A panel that closes only after saving returns the focus to its item: keep it here, since keys are still meant for this. */
function useKeptFocus(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const keep = ({ target }: FocusEvent) => {
      if (target instanceof Element && !target.closest(".palette")) input.current?.focus();
    };
    document.addEventListener("focusin", keep);
    return () => document.removeEventListener("focusin", keep);
  }, [input]);
}

/** Escape closes only this, not what is below it. */
function useEscape(onClose: () => void): void {
  const current = useRef(onClose);
  current.current = onClose;
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape" || isComposing(event)) return;
      event.preventDefault();
      event.stopPropagation();
      current.current();
    };
    // Before any other handler: each dialog listens on the document.
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);
}
