import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Editing } from "../actions/agenda-actions.ts";
import { keysLeft } from "../actions/use-keys.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Writes } from "../sync/use-writes.ts";
import { PanelForm } from "./panel-form.tsx";

export interface PanelProps {
  readonly item: Item;
  /** Opens with its fields instead of for reading. */
  readonly startsEditing: Editing;
  readonly writes: Writes;
  readonly onClose: () => void;
  readonly onRemove: (item: Item, scope: Scope) => void;
  /** Called when there are unsaved edits or none, so that another item does not replace them. */
  readonly onDirty: (isDirty: boolean) => void;
  /** Another item that the user wants to open; asked about once the edits are saved or discarded. */
  readonly isAsked: boolean;
  readonly onAnswered: (mayGo: boolean) => void;
}

/** The panel of an item: a page on phones, a sheet above the list on tablets, beside it on a wide screen. */
export function ItemPanel({
  item,
  startsEditing,
  writes,
  onClose,
  onRemove,
  onDirty,
  isAsked,
  onAnswered,
}: PanelProps) {
  const t = useTranslations();
  const [isModal] = useState(() => matchMedia("(width < 64rem)").matches);
  // Not state: Escape may come before the next render, and edits must not be lost.
  const isDirty = useRef(false);
  const [isLeaving, setIsLeaving] = useState(false);
  // Where the focus returns: to the entry, or to what a change of many made of it.
  const leavesTo = useRef<readonly string[]>([]);
  // Set while Escape goes back instead of closing.
  const back = useRef<() => void>(undefined);
  const changeDirty = (next: boolean) => {
    isDirty.current = next;
    onDirty(next);
  };
  const answer = (mayGo: boolean) => {
    setIsLeaving(false);
    if (isAsked) onAnswered(mayGo);
    else if (mayGo) onClose();
  };
  return (
    <Dialog.Root
      open
      modal={isModal}
      disablePointerDismissal
      onOpenChange={(open, details) => {
        if (open) return;
        if (back.current) {
          details.cancel();
          return back.current();
        }
        if (!isDirty.current) return onClose();
        details.cancel();
        setIsLeaving(true);
      }}
    >
      <Dialog.Portal>
        {isModal && <Dialog.Backdrop className="scrim" />}
        <Dialog.Popup
          className="panel"
          data-modal={isModal ? "" : undefined}
          initialFocus={() => document.querySelector<HTMLElement>(".panel :is(textarea, .edit)")}
          finalFocus={() =>
            // It closes once saved; the user may be typing elsewhere by then.
            !document.querySelector(":is(input, textarea):focus:not(.panel *, .palette *)") &&
            ([...leavesTo.current, keyOf(item)]
              .map((key) => document.querySelector<HTMLElement>(`[data-item="${key}"]`))
              .find((entry) => entry !== null) ??
              // It now repeats, or its rule has other dates.
              document.querySelector<HTMLElement>(`[data-item^="${item.id}"]`) ??
              document.querySelector<HTMLElement>("[data-quick-add]"))
          }
        >
          <PanelForm
            key={keyOf(item)}
            item={item}
            startsEditing={startsEditing}
            writes={writes}
            isLeaving={isLeaving || isAsked}
            onLeave={answer}
            onDirty={changeDirty}
            onSaved={(keys = []) => {
              leavesTo.current = keys;
              changeDirty(false);
              answer(true);
            }}
            back={back}
            onRemove={(base, scope) => {
              leavesTo.current = keysLeft(base, scope);
              onRemove(base, scope);
            }}
            close={
              <Dialog.Close className="square" aria-label={t("item.close")}>
                <X className="icon" aria-hidden="true" />
              </Dialog.Close>
            }
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
