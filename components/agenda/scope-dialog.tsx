import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import type { Item, Scope } from "../../contract/item.ts";
import { keyOf } from "../client/entry-key.ts";
import { ScopeQuestion, scopeIn } from "./scope-question.tsx";
import { useSeries } from "./use-series.ts";

export interface ScopeDialogProps {
  /** The occurrence that shall be deleted. */
  readonly item: Item;
  readonly onAnswer: (scope: Scope) => void;
  readonly onClose: () => void;
}

/** Asks which ones to delete where no panel is open to ask in. Loaded when it is first needed. */
export function ScopeDialog({ item, onAnswer, onClose }: ScopeDialogProps) {
  const series = useSeries(item);
  // The focus goes back to the item or, once it is gone, to what followed it.
  const [keys] = useState(() => keysFrom(keyOf(item)));
  if (series === undefined) return null;
  return (
    <Dialog.Root open disablePointerDismissal onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="scope-dialog"
          initialFocus={() => document.querySelector<HTMLElement>(".scope-dialog input:checked")}
          finalFocus={() =>
            keys.map((key) => document.querySelector<HTMLElement>(`main [data-item="${key}"]`)).find(Boolean) ??
            document.querySelector<HTMLElement>("[data-quick-add]")
          }
        >
          <Dialog.Title className="sr-only">Delete {item.text}</Dialog.Title>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onAnswer(scopeIn(event.currentTarget) ?? "this");
            }}
          >
            <p className="scope-item">{item.text}</p>
            <ScopeQuestion item={item} series={series ?? undefined} act="delete">
              <button className="button" type="button" onClick={onClose}>
                Keep
              </button>
            </ScopeQuestion>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The keys of the items in the list, from this one on, then those before it, nearest first. */
function keysFrom(key: string): string[] {
  const all = [...document.querySelectorAll<HTMLElement>("main [data-item]")].map(({ dataset }) => dataset.item ?? "");
  const at = all.indexOf(key);
  return [...all.slice(at), ...all.slice(0, at).reverse()];
}
