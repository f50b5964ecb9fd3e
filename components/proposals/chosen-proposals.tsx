import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { extended, nothing, toggled } from "../select/selected.ts";
import type { Sent } from "../sync/api-client.ts";
import type { Proposal } from "./use-proposals.ts";
import "../select/select.css";

/** Several proposals, chosen to be decided together. */
export interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** All from the one chosen last up to this one. */
  readonly extend: (id: string) => void;
}

/** In reading order, at their places in the days or above them. */
export const proposalsShown = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-asked]")].filter((asked) => asked.checkVisibility());

/** Chooses with checkboxes, or with keys and Shift (chosen-keys.ts). */
export function useChosen(proposals: readonly Proposal[], say: (words: string) => void) {
  const t = useTranslations();
  const [selected, setSelected] = useState(nothing);
  const toggle = useCallback((id: string) => setSelected((known) => toggled(known, id)), []);
  const extend = useCallback((id: string) => {
    const order = proposalsShown().map(({ dataset }) => dataset.asked ?? "");
    setSelected((known) => extended(known, id, order));
  }, []);
  const clear = () => setSelected(nothing);
  const ids = selected.keys;
  const chosen = proposals.filter(({ id }) => ids.has(id));
  const count = chosen.length;
  // Of two, each can be decided alone, or both; a checkbox that is there stays, as it may have the focus.
  const wasOffered = useRef(false);
  const canChoose = proposals.length > 2 || (wasOffered.current && proposals.length > 0);
  wasOffered.current = canChoose;
  const choosing = useMemo(() => (canChoose ? { ids, toggle, extend } : undefined), [canChoose, ids, toggle, extend]);

  const told = useRef(ids);
  useEffect(() => {
    // Decided ones leave without a word of their own.
    if (told.current === ids) return;
    told.current = ids;
    say(t("proposals.chosen", { count }));
  }, [ids, count, say, t]);

  return { chosen, choosing, clear };
}

interface Props {
  readonly chosen: readonly Proposal[];
  readonly isBusy: boolean;
  readonly onClear: () => void;
  readonly onDecide: (sent: Sent<"decideProposals">) => Promise<boolean>;
}

/** The answers to all that are chosen, at the bottom of the page. */
export function ChosenBar({ chosen, isBusy, onClear, onDecide }: Props) {
  const t = useTranslations();
  const count = chosen.length;
  const ids = chosen.map(({ id }) => id);
  const words = t("proposals.chosen", { count });
  return (
    <section className="selection-bar is-asked" aria-label={words}>
      <p>{words}</p>
      <button type="button" aria-busy={isBusy} onClick={() => void onDecide({ accept: ids })}>
        {t("proposals.acceptChosen", { count })}
      </button>
      <button type="button" aria-busy={isBusy} onClick={() => void onDecide({ decline: ids })}>
        {t("proposals.declineChosen", { count })}
      </button>
      <button
        type="button"
        aria-label={t("proposals.chooseNone")}
        onClick={() => {
          document.querySelector<HTMLElement>(".asked.is-chosen input")?.focus();
          onClear();
        }}
      >
        <X className="icon" aria-hidden="true" />
      </button>
    </section>
  );
}
