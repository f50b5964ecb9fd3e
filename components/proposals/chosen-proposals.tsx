import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Press, useKeyCommands } from "../actions/key-commands.ts";
import { extended, nothing, toggled } from "../select/selected.ts";
import type { Sent } from "../sync/api-client.ts";
import type { Proposal } from "./use-proposals.ts";
import "../select/select.css";

/** Several proposals, chosen to be decided together. */
export interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

/** Chooses with checkboxes, or with the agenda's keys: x, with Shift a range, Escape. */
export function useChosen(proposals: readonly Proposal[], say: (words: string) => void) {
  const t = useTranslations();
  const [selected, setSelected] = useState(nothing);
  const toggle = useCallback((id: string) => setSelected((known) => toggled(known, id)), []);
  const clear = () => setSelected(nothing);
  const chosen = proposals.filter(({ id }) => selected.keys.has(id));
  const count = chosen.length;
  // Of two, each can be decided alone, or both.
  const canChoose = proposals.length > 2 || count > 0;
  const choosing = useMemo(
    () => (canChoose ? { ids: selected.keys, toggle } : undefined),
    [canChoose, selected.keys, toggle],
  );

  const told = useRef(selected);
  useEffect(() => {
    // Decided ones leave without a word of their own.
    if (told.current === selected) return;
    told.current = selected;
    say(t("proposals.chosen", { count }));
  }, [selected, count, say, t]);

  const onAsked = (act: (id: string) => void) => (press: Press) => {
    const id = askedAt(press.target);
    if (id === undefined || !canChoose) return false;
    if (!press.repeat) act(id);
    return true;
  };
  useKeyCommands({
    select: onAsked(toggle),
    selectTo: onAsked((id) => setSelected((known) => extended(known, id, askedShown()))),
    ...(count > 0 && { selectNone: clear }),
  });
  return { chosen, choosing, clear };
}

const askedAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-asked]")?.dataset.asked : undefined;

/** In reading order. */
const askedShown = () =>
  [...document.querySelectorAll<HTMLElement>("[data-asked]")].flatMap(({ dataset }) => dataset.asked ?? []);

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
