import type { CSSProperties } from "react";
import { useReader } from "../time/reader.ts";
import { firstHour, lastHour, type RibbonPart } from "./ribbon-parts.ts";

const at = (hour: number, long?: number): CSSProperties => ({ "--from": hour, "--long": long }) as CSSProperties;

interface Props {
  /** Undefined if the day is not known yet: it is not drawn as free. */
  readonly parts: readonly RibbonPart[] | undefined;
  /** Minutes since midnight, on today's. */
  readonly nowMinute?: number | false;
}

/** A day drawn as one line. Decorative: the same is said in words nearby. */
export function Ribbon({ parts, nowMinute = false }: Props) {
  return (
    <span className={parts ? "ribbon" : "ribbon is-unknown"} aria-hidden="true">
      {parts?.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two pieces may be alike in everything
        <i key={index} className={`is-${part.kind}`} style={at(part.fromHour, part.hours)} />
      ))}
      {nowMinute !== false && <b style={at(Math.min(lastHour, Math.max(firstHour, nowMinute / 60)))} />}
    </span>
  );
}

/** The hours along the ribbons below it. */
export function RibbonScale() {
  const { hour12 } = useReader();
  return (
    <p className="ribbon-scale" aria-hidden="true">
      <span>
        {[8, 12, 16, 20].map((hour) => (
          <em key={hour} style={at(hour)}>
            {hour12 ? hour % 12 || 12 : hour}
          </em>
        ))}
      </span>
    </p>
  );
}
