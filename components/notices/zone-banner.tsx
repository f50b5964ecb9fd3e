import { Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import { cityOf } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";

interface ZoneProps {
  readonly browser: string;
  readonly onUse: () => void;
  readonly onKeep: () => void;
}

/** The browser's zone differs from the agenda's: offers it, never sets it unasked. */
export function ZoneBanner({ browser, onUse, onKeep }: ZoneProps) {
  const t = useTranslations();
  const { timeZone } = useReader();
  return (
    <div className="banner" role="status">
      <Globe className="icon" aria-hidden="true" />
      <span>{t("notices.zone", { here: cityOf(browser), there: cityOf(timeZone) })}</span>
      <span className="banner-acts">
        <button className="act" type="button" onClick={onUse}>
          {t("notices.useZone", { city: cityOf(browser) })}
        </button>
        <button className="act is-quiet" type="button" onClick={onKeep}>
          {t("notices.keepZone", { city: cityOf(timeZone) })}
        </button>
      </span>
    </div>
  );
}
