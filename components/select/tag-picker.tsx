import { Popover } from "@base-ui/react/popover";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Item } from "../../contract/fields/item.ts";
import type { BulkAct } from "./bulk-change.ts";
import "../calendar/calendar.css";

interface Props {
  readonly anchor: Element;
  readonly title: string;
  readonly items: readonly Item[];
  /** The tags to add, as typed. */
  readonly typed: string;
  readonly onType: (words: string) => void;
  readonly onPick: (act: Extract<BulkAct, { to: "tag" }>) => void;
  readonly onClose: () => void;
}

/** Adds tags to all selected items, or removes one from those that have it. */
export function TagPicker({ anchor, title, items, typed, onType, onPick, onClose }: Props) {
  const t = useTranslations();
  const id = useId();
  const counts = new Map<string, number>();
  for (const tag of items.flatMap(({ tags = [] }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const leave = () => {
    onType("");
    onClose();
  };
  const pick: Props["onPick"] = (act) => {
    onClose();
    onPick(act);
  };
  return (
    <Popover.Root open onOpenChange={(open) => open || leave()}>
      <Popover.Portal>
        <Popover.Positioner className="day-picker-at" anchor={anchor} side="top" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="day-picker" data-modal="" aria-label={title}>
            <form
              className="tag-form"
              onSubmit={(event) => {
                event.preventDefault();
                const add = tagsIn(typed);
                if (add.length > 0) pick({ to: "tag", add, remove: [] });
              }}
            >
              <label className="sr-only" htmlFor={id}>
                {t("select.tagsToAdd")}
              </label>
              <input
                id={id}
                className="field"
                value={typed}
                onChange={({ target }) => onType(target.value)}
                placeholder={t("select.tagsHint")}
                autoComplete="off"
                enterKeyHint="done"
              />
              <button className="button is-main" type="submit">
                {t("select.add")}
              </button>
            </form>
            {counts.size > 0 && (
              <div className="day-picker-heard">
                {[...counts].map(([tag, count]) => (
                  <button
                    key={tag}
                    className="act"
                    type="button"
                    aria-label={t("select.removeTag", { tag })}
                    onClick={() => pick({ to: "tag", add: [], remove: [tag] })}
                  >
                    <bdi>#{tag}</bdi>
                    {count < items.length && <small>{count}</small>}
                    <X className="icon" aria-hidden="true" />
                  </button>
                ))}
              </div>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** "#work, spring cleaning": words separated by commas, or beginning with a #. */
const tagsIn = (words: string): string[] => [...new Set(words.split(/[,#]/).flatMap((tag) => tag.trim() || []))];
