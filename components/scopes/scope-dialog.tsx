import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { keysLeft } from "../actions/use-keys.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useSeries } from "../sync/use-series.ts";
import { ScopeQuestion } from "./scope-question.tsx";
import type { Act } from "./scope-question-words.ts";

export interface ScopeDialogProps {
  /** The occurrence to delete or move. */
  readonly item: Item;
  readonly act: Act;
  readonly onAnswer: (scope: Scope) => void;
  readonly onClose: () => void;
}

/** Asks which ones to delete or move when no panel is open to ask in. Loaded on first use. */
export function ScopeDialog({ item, act, onAnswer, onClose }: ScopeDialogProps) {
  const t = useTranslations();
  const series = useSeries(item);
  // The focus returns to the item or, if it is deleted, to a neighbour.
  const leavesTo = useRef([keyOf(item)]);
  if (series === undefined) return null;
  return (
    <Dialog.Root open disablePointerDismissal onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="scope-dialog"
          data-modal=""
          initialFocus={() => document.querySelector<HTMLElement>(".scope-dialog input:checked")}
          finalFocus={() =>
            leavesTo.current
              .map((key) => document.querySelector<HTMLElement>(`main [data-item="${key}"]`))
              .find(Boolean) ?? document.querySelector<HTMLElement>("[data-quick-add]")
          }
        >
          <Dialog.Title className="sr-only">
            {t(act === "delete" ? "scopes.deleteOf" : "scopes.moveOf", { text: item.text })}
          </Dialog.Title>
          <p className="scope-item" dir="auto">
            {item.text}
          </p>
          <ScopeQuestion
            item={item}
            series={series ?? undefined}
            act={act}
            onAnswer={(scope) => {
              if (act === "delete") leavesTo.current = keysLeft(item, scope);
              onAnswer(scope);
            }}
          >
            <button className="button" type="button" onClick={onClose}>
              {t(act === "delete" ? "scopes.keep" : "scopes.takeBack")}
            </button>
          </ScopeQuestion>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
