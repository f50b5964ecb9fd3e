import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useLazyPart } from "../controls/lazy-part.ts";
import { cityOf } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { secondZoneIn, secondZoneSetting } from "./rules/second-zone.ts";

const lazyField = { load: () => import("../zone/zone-field.tsx").then(({ ZoneField }) => ZoneField) };

export interface SecondZone {
  readonly own: string;
  readonly ownCity: string;
  readonly second: string | undefined;
  readonly city: string;
  readonly isChoosing: boolean;
  readonly ask: () => void;
  readonly leave: () => void;
  readonly choose: (timeZone: string | undefined) => void;
}

/** The second zone of the week, kept in a cookie of this browser. */
export function useSecondZone(): SecondZone {
  const { timeZone: own, secondZone } = useReader();
  // The cookie may have changed since the page was rendered.
  const [chosen, setChosen] = useState(() =>
    typeof document === "undefined" ? secondZone : secondZoneIn(document.cookie),
  );
  const [isChoosing, setIsChoosing] = useState(false);
  const second = chosen === own ? undefined : chosen;
  return {
    own,
    ownCity: cityOf(own),
    second,
    city: second ? cityOf(second) : "",
    isChoosing,
    ask: () => setIsChoosing((is) => !is),
    leave: () => setIsChoosing(false),
    choose: (timeZone) => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
      document.cookie = secondZoneSetting(timeZone);
      setChosen(timeZone);
      setIsChoosing(false);
      focusZone();
    },
  };
}

/** What had the focus is gone: on to the button in its place, which takes the zone away or adds one. */
const focusZone = () =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".grid-week .gw-zone button")?.focus());

/** Picks the second zone. Escape or moving the focus away closes it. */
export function ZoneChoice({ zone }: { readonly zone: SecondZone }) {
  const t = useTranslations();
  const { part: Field, retry } = useLazyPart(lazyField);
  const isThere = Field !== undefined;
  useEffect(() => {
    if (isThere) document.getElementById(fieldId)?.focus();
  }, [isThere]);
  if (!Field) return retry ? <p role="alert">{t("week.zonesUnloaded")}</p> : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape comes from the field inside
    <div
      className="gw-zone-choice"
      onKeyDown={({ key }) => {
        if (key !== "Escape") return;
        zone.leave();
        focusZone();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        const isList = relatedTarget?.closest(".combo-place");
        if (relatedTarget && !isList && !currentTarget.contains(relatedTarget)) zone.leave();
      }}
    >
      <p className="hint">{t("week.hoursBeside", { city: zone.ownCity })}</p>
      <Field id={fieldId} value="" isChanged={false} problem={undefined} onChange={zone.choose} />
    </div>
  );
}

const fieldId = "second-zone";
