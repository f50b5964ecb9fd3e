import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FirstStepsInfo, usePlanner } from "../actions/planner.ts";
import { useAttempt } from "../actions/use-attempt.ts";
import { useLazyPart } from "../controls/lazy-part.ts";
import { call } from "../sync/api-client.ts";
import { wordsOfFailure } from "../sync/failure-words.ts";
import { cityOf, clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";

const lazyFields = { load: () => import("./clock-fields.tsx").then(({ ClockFields }) => ClockFields) };

/** The zone and clock detected by the browser, to confirm or correct. */
export function ClockStep({ info, onDone }: { readonly info: FirstStepsInfo; readonly onDone: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const { nowMs } = usePlanner();
  const { timeZone, words, hour12 } = useReader();
  const [zone, setZone] = useState(timeZone);
  const [locale, setLocale] = useState(info.locale ?? "");
  const [isChanging, setIsChanging] = useState(false);
  const { part: Fields, retry } = useLazyPart(lazyFields, isChanging);
  const { isBusy, failure, attempt } = useAttempt();
  const { date, time } = wallOf(nowMs, zone);
  const isChanged = zone !== timeZone || locale !== (info.locale ?? "");

  const confirm = () =>
    attempt(
      async () => {
        await call("updateSettings", { timeZone: zone, locale: locale || null });
        if (isChanged) router.refresh();
        onDone();
      },
      (error) => {
        const { fields, banner } = wordsOfFailure(error, t);
        return [...Object.values(fields), banner].filter(Boolean).join(" ");
      },
    );
  return (
    <form
      aria-label={t("first-steps.step", { step: "clock" })}
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <p>
        {t.rich("first-steps.itIs", {
          time: clock(time, hour12),
          city: cityOf(zone),
          day: weekdayAndDate(date, date, words),
          b: (words) => <strong>{words}</strong>,
        })}
      </p>
      {isChanging && Fields && (
        <Fields
          zone={zone}
          locale={locale}
          locales={info.locales}
          isZoneChanged={zone !== timeZone}
          onZone={setZone}
          onLocale={setLocale}
        />
      )}
      {isChanging && retry && (
        <p className="first-problem" role="alert">
          {t("first-steps.fieldsNotLoaded")}{" "}
          <button className="act" type="button" onClick={retry}>
            {t("first-steps.tryAgain")}
          </button>
        </p>
      )}
      {failure && (
        <p className="first-problem" role="alert">
          {failure}
        </p>
      )}
      <p className="first-acts">
        <button className="button is-main" type="submit" aria-busy={isBusy}>
          {t(isChanged ? "first-steps.save" : "first-steps.isRight")}
        </button>
        {!isChanging && (
          <button className="button" type="button" onClick={() => setIsChanging(true)}>
            {t("first-steps.change")}
          </button>
        )}
      </p>
    </form>
  );
}
