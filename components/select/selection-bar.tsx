import { ArrowRight, Check, Square, Tag, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { useKeyCommands } from "../actions/key-commands.ts";
import { type CommandName, keyCaps, keyMap, shortcutOf } from "../actions/key-map.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Windows } from "../sync/use-loaded.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { type BulkAct, bulkChange } from "./bulk-change.ts";
import { notInDialog } from "./not-in-dialog.ts";
import { TagPicker } from "./tag-picker.tsx";
import type { Selection } from "./use-selection.ts";
import "./select.css";

export interface SelectionBarProps {
  readonly selection: Selection;
  /** Those that are stored and still exist. */
  readonly items: readonly Item[];
  readonly watch: Windows["watch"];
}

const none: ReadonlySet<string> = new Set();

/** Actions on the selection, at the bottom of the page. Loaded on first use. */
export function SelectionBar({ items, watch, selection: { keys, choose } }: SelectionBarProps) {
  const t = useTranslations();
  const reader = useReader();
  const { changeMany, pickDay } = useAgendaActions();
  const count = items.length;
  const named = { count, text: items[0]?.text ?? "" };
  const areDone = items.every(({ done }) => done);
  const repeating = items.filter(({ occurrence }) => occurrence !== undefined).length;
  const bar = useRef<HTMLElement>(null);
  const [tagsAt, setTagsAt] = useState<Element>();
  // Refused ones are still there when the picker opens again.
  const [typedTags, setTypedTags] = useState("");
  const selected = useRef(keys);
  selected.current = keys;

  useEffect(() => {
    if (count < keys.size) choose(new Set(items.map(keyOf)));
  }, [items, keys, count, choose]);

  // Days out of view would be forgotten at the next change, and what is selected there with them.
  useEffect(() => {
    const stops = items.map((item) => {
      const { from } = placeItem(item, reader.timeZone);
      return watch({ from, to: from });
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [items, watch, reader.timeZone]);

  async function act(what: BulkAct) {
    choose(none);
    const isDone = await changeMany(items, bulkChange(items, what, reader, t));
    // Others may have been selected since.
    if (!isDone && selected.current.size === 0) choose(keys);
    return isDone;
  }
  const acts = {
    complete: () => void act({ to: "done", done: !areDone }),
    move: () =>
      pickDay({
        anchor: bar.current?.querySelector("button") ?? document.body,
        title: t("select.move", named),
        onPick: (date) => void act({ to: "date", date }),
        onShift: (days) => void act({ to: "shift", days }),
      }),
    remove: () => void act({ to: "delete" }),
    selectNone: () => choose(none),
  };
  useKeyCommands(count === 0 ? {} : { ...acts, selectNone: notInDialog(acts.selectNone) });
  const said = useSaid(count, repeating);
  return (
    <>
      <p className="sr-only" role="status">
        {said}
      </p>
      {count > 0 && (
        <section className="selection-bar" aria-label={t("select.with", named)} ref={bar}>
          <p>
            {t.rich("select.selected", { count, name: (words) => <span>{words}</span> })}
            {repeating > 0 && <small>{t("select.repeating", { count, repeating })}</small>}
          </p>
          <Act name="move" run={acts.move}>
            <ArrowRight className="icon" aria-hidden="true" />
            {t("select.moveAct")}
          </Act>
          <Act name="complete" run={acts.complete}>
            {areDone ? <Square className="icon" aria-hidden="true" /> : <Check className="icon" aria-hidden="true" />}
            {t(areDone ? "select.untick" : "select.tick")}
          </Act>
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={({ currentTarget }) => setTagsAt(tagsAt ? undefined : currentTarget)}
          >
            <Tag className="icon" aria-hidden="true" />
            {t("select.tagAct")}
          </button>
          <Act name="remove" run={acts.remove}>
            <Trash2 className="icon" aria-hidden="true" />
            {t("select.delete", { count })}
          </Act>
          <button type="button" aria-label={t("select.none")} onClick={acts.selectNone}>
            <X className="icon" aria-hidden="true" />
          </button>
        </section>
      )}
      {tagsAt && count > 0 && (
        <TagPicker
          anchor={tagsAt}
          title={t("select.tagsOf", named)}
          items={items}
          typed={typedTags}
          onType={setTypedTags}
          onPick={async (what) => {
            setTypedTags("");
            // Others may have been typed since.
            if (!(await act(what)) && what.add.length > 0) setTypedTags((now) => now || typedTags);
          }}
          onClose={() => setTagsAt(undefined)}
        />
      )}
    </>
  );
}

interface ActProps {
  readonly name: CommandName;
  readonly run: () => void;
  readonly children: ReactNode;
}

function Act({ name, run, children }: ActProps) {
  const { hasSingleKeys } = useReader();
  const [key = ""] = keyMap[name].keys;
  return (
    <button type="button" aria-keyshortcuts={shortcutOf(name, hasSingleKeys)} onClick={run}>
      {children}
      {hasSingleKeys && (
        <span aria-hidden="true">
          <kbd>{keyCaps(key).join("")}</kbd>
        </span>
      )}
    </button>
  );
}

/** Announced on every change; the first time only after its live region exists, since initial content is not announced. */
function useSaid(count: number, repeating: number): string {
  const t = useTranslations();
  const [said, setSaid] = useState("");
  useEffect(() => {
    const more = t("select.repeating", { count, repeating });
    setSaid(count === 0 ? t("select.nothing") : t("select.said", { count, more, some: String(repeating > 0) }));
  }, [count, repeating, t]);
  return said;
}
