import { Globe } from "lucide-react";
import { cityOf } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";

interface ZoneProps {
  readonly browser: string;
  readonly onUse: () => void;
  readonly onKeep: () => void;
}

/** The browser's zone differs from the agenda's: offers it, never sets it unasked. */
export function ZoneBanner({ browser, onUse, onKeep }: ZoneProps) {
  const { timeZone } = useReader();
  return (
    <div className="banner" role="status">
      <Globe className="icon" aria-hidden="true" />
      <span>
        This browser is in {cityOf(browser)}. Your agenda is in {cityOf(timeZone)}.
      </span>
      <span className="banner-acts">
        <button className="act" type="button" onClick={onUse}>
          Use {cityOf(browser)}
        </button>
        <button className="act is-quiet" type="button" onClick={onKeep}>
          Keep {cityOf(timeZone)}
        </button>
      </span>
    </div>
  );
}
