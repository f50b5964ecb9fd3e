import { Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { datesFrom } from "../../../agenda/time/dates.ts";
import type { ApiError } from "../../sync/api-client.ts";
import { readRanges } from "../../sync/loaded-window.ts";
import { useReader } from "../../time/reader.ts";
import { type Day, daysOf } from "../../timeline/days.ts";
import type { Placed } from "../../timeline/placed-item.ts";
import { useKnownDay } from "../../timeline/use-known-day.ts";
import { aroundWords } from "./around-words.ts";
import { ReadingRow } from "./reading-row.tsx";

/** Free time before and after an item, in words. Its days are fetched if the page does not know them. */
export function useAround(placed: Placed) {
  const t = useTranslations();
  const reader = useReader();
  const { timeZone } = reader;
  const dayOf = useKnownDay();
  const { from, to, timed } = placed;
  const known = datesFrom(from, to).map(dayOf);
  const isKnown = !timed || known.every((day) => day !== undefined);
  const [read, setRead] = useState<readonly Day[]>();
  const [error, setError] = useState<ApiError>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again on retry
  useEffect(() => {
    if (isKnown) return;
    let isCurrent = true;
    setRead(undefined);
    setError(undefined);
    readRanges([{ from, to }])
      .then(({ items }) => isCurrent && setRead(daysOf(items, from, to, timeZone)))
      .catch((thrown: unknown) => isCurrent && setError(thrown as ApiError));
    return () => {
      isCurrent = false;
    };
  }, [isKnown, from, to, timeZone, tries]);
  const days = isKnown ? known : read;
  const words = useMemo(
    () => days && aroundWords(days as readonly Day[], placed, reader, t),
    [days, placed, reader, t],
  );
  return { words, error: isKnown ? undefined : error, retry: () => setTries((count) => count + 1) };
}

export function ItemAround({ placed }: { readonly placed: Placed }) {
  const t = useTranslations();
  const { words, error, retry } = useAround(placed);
  if (error)
    return (
      <ReadingRow name={t("item.around")} Icon={Clock}>
        {t("item.aroundUnread", { why: error.message })}{" "}
        <button className="act" type="button" onClick={retry}>
          {t("words.tryAgain")}
        </button>
      </ReadingRow>
    );
  return words ? (
    <ReadingRow name={t("item.around")} Icon={Clock}>
      {words}
    </ReadingRow>
  ) : null;
}
