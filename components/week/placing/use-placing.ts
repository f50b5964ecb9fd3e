import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef, useState } from "react";
import { useAgendaActions } from "../../actions/agenda-actions.ts";
import { focusItem } from "../../actions/use-keys.ts";
import { keyOf } from "../../sync/entry-key.ts";
import { useReader } from "../../time/reader.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { isSamePlace, type Place, placementOf, placeOf } from "../rules/place.ts";
import { rangeOf, saidPlace, wasOf } from "../rules/week-words.ts";

/** An item being moved, until the server has answered. */
export interface Held {
  readonly placed: Placed;
  readonly was: Place;
  readonly to: Place;
  readonly by: "keys" | "pointer";
  readonly isSaving: boolean;
}

export interface Placing {
  readonly held: Held | undefined;
  /** For the live region. */
  readonly said: string;
  readonly lift: (placed: Placed, by: Held["by"]) => void;
  readonly put: (change: (to: Place, held: Held) => Place) => void;
  /** Saves the new place as one change that can be undone. */
  readonly keep: () => void;
  /** Cancels the move. */
  readonly takeBack: () => void;
}

/** State of a move or resize, by pointer or keyboard. Nothing is stored before `keep`. */
export function usePlacing(): Placing {
  const t = useTranslations();
  const actions = useAgendaActions();
  const reading = useReader();
  const [held, setHeld] = useState<Held>();
  const [said, setSaid] = useState("");
  // The pointer moves more often than the page renders.
  const current = useRef<Held>(undefined);
  const readingNow = useRef(reading);
  readingNow.current = reading;

  const change = useCallback((next: Held | undefined, words?: string) => {
    current.current = next;
    setHeld(next);
    if (words !== undefined) setSaid(words);
  }, []);

  const lift = useCallback(
    (placed: Placed, by: Held["by"]) => {
      // A move by keys whose item is gone from the page ends with the next one; a drag ends by itself.
      if (current.current?.isSaving || current.current?.by === "pointer") return;
      const was = placeOf(placed, readingNow.current.timeZone);
      const where = saidPlace(was, readingNow.current, t);
      // Pointer users see where it goes.
      const words = by === "keys" ? t("week.moving", { text: placed.item.text, where }) : undefined;
      change({ placed, was, to: was, by, isSaving: false }, words);
    },
    [change, t],
  );
  const put = useCallback(
    (move: (to: Place, held: Held) => Place) => {
      const now = current.current;
      if (!now || now.isSaving) return;
      const to = move(now.to, now);
      const words = now.by === "keys" ? saidPlace(to, readingNow.current, t) : undefined;
      if (!isSamePlace(to, now.to)) change({ ...now, to }, words);
    },
    [change, t],
  );
  const takeBack = useCallback(() => {
    const now = current.current;
    if (!now || now.isSaving) return;
    change(
      undefined,
      t("week.stays", { text: now.placed.item.text, where: saidPlace(now.was, readingNow.current, t) }),
    );
  }, [change, t]);
  const keep = useCallback(() => {
    const now = current.current;
    if (!now || now.isSaving) return;
    if (isSamePlace(now.was, now.to)) return takeBack();
    const { item } = now.placed;
    change({ ...now, isSaving: true }, "");
    void actions.move(item, placementOf(now.to)).finally(() => {
      change(undefined);
      // It may be in another day's list now, and its button gone.
      requestAnimationFrame(() => document.activeElement === document.body && focusItem(keyOf(item)));
    });
  }, [actions, change, takeBack]);
  return useMemo(() => ({ held, said, lift, put, keep, takeBack }), [held, said, lift, put, keep, takeBack]);
}

/** "15:30–16:15, was 14:00". */
export function useTipWords({ was, to }: Pick<Held, "was" | "to">): { readonly range: string; readonly was: string } {
  const t = useTranslations();
  const reading = useReader();
  return { range: rangeOf(to, reading, t), was: isSamePlace(was, to) ? "" : wasOf(was, to, reading, t) };
}
