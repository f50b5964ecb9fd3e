import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { type Bar, barNow, setBar } from "../actions/bar.ts";
import { useKeyCommands } from "../actions/key-commands.ts";
import type { DayPickerProps } from "../calendar/day-picker.tsx";
import { useAskedPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import { useEarlyKeys } from "../controls/use-early-keys.ts";
import type { Refusal } from "../notices/banners.tsx";

const lazyPicker = { load: () => import("../calendar/day-picker.tsx").then(({ DayPicker }) => DayPicker) };

/** Connects the bar to the agenda below it, and handles the keys that go to a day: t for today, g for any. */
export function usePlannerBar({ view, date, reader, go, open, add, selectedCount }: Omit<Bar, "pickDay">) {
  const [anchor, setAnchor] = useState<Element>();
  const bar = useMemo(
    () => ({ reader, go, open, add, selectedCount, pickDay: setAnchor }),
    [reader, go, open, add, selectedCount],
  );
  // Already known may be a view that is not rendered yet, and another day than the address's, which scrolling has brought into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: useView follows view and date
  useEffect(() => setBar({ view, date, ...barNow(), ...bar }), [bar]);
  useEffect(() => () => setBar(undefined), []);
  useKeyCommands({ today: () => void go({ date: undefined }), pickDay: () => setAnchor(shownHeading()) });
  return { anchor, close: () => setAnchor(undefined) };
}

/** The visible one of the headings that open the calendar. */
const shownHeading = (): Element =>
  [...document.querySelectorAll("[data-pick-day]")].find((each) => each.getClientRects().length > 0) ?? document.body;

interface Props {
  readonly at: Omit<DayPickerProps, "anchor" | "onClose" | "early"> & {
    readonly anchor: Element | undefined;
    readonly close: () => void;
  };
  readonly refuse: (refusal: Refusal) => void;
}

export function PickerPart({ at: { anchor, close, ...picks }, refuse }: Props) {
  return anchor && <LoadedPicker {...picks} anchor={anchor} onClose={close} refuse={refuse} />;
}

function LoadedPicker({ refuse, ...props }: Omit<DayPickerProps, "early"> & Pick<Props, "refuse">) {
  const t = useTranslations();
  const { onClose } = props;
  const part = useAskedPart(lazyPicker, () => {
    refuse({ words: wordsOfUnloaded(t("agenda.calendarNotOpened"), t) });
    onClose();
  });
  // A month takes longer than a frame; keys typed meanwhile are held.
  const DayPicker = useDeferredValue<typeof part | null>(part, null);
  const early = useEarlyKeys(true, onClose);
  return DayPicker && <DayPicker {...props} early={early} />;
}
