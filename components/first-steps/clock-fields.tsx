import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { FirstStepsInfo } from "../actions/planner.ts";
import { Pick } from "../controls/pick.tsx";
import { ZoneField } from "../zone/zone-field.tsx";

interface Props {
  readonly zone: string;
  readonly locale: string;
  readonly locales: FirstStepsInfo["locales"];
  readonly isZoneChanged: boolean;
  readonly onZone: (timeZone: string) => void;
  readonly onLocale: (locale: string) => void;
}

/** Loaded for choosing another zone or clock. */
export function ClockFields({ zone, locale, locales, isZoneChanged, onZone, onLocale }: Props) {
  const t = useTranslations();
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  // The button that opened them is gone.
  useEffect(() => fields.current?.querySelector("input")?.focus(), []);
  return (
    <div className="first-fields" ref={fields}>
      <div>
        <label htmlFor={`${id}-zone`}>{t("first-steps.zone")}</label>
        <ZoneField id={`${id}-zone`} value={zone} isChanged={isZoneChanged} problem={undefined} onChange={onZone} />
      </div>
      <div>
        <label htmlFor={`${id}-locale`}>{t("first-steps.locale")}</label>
        <Pick id={`${id}-locale`} className="field" value={locale} onChange={({ target }) => onLocale(target.value)}>
          <option value="">{t("first-steps.localeDefault")}</option>
          {locales.map(({ locale, name }) => (
            <option key={locale} value={locale}>
              {name}
            </option>
          ))}
        </Pick>
      </div>
    </div>
  );
}
