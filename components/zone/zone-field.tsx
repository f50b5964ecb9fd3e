import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import "./zone-field.css";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly isChanged: boolean;
  readonly problem: string | undefined;
  readonly onChange: (timeZone: string) => void;
}

/** "America/New York": as people write it, so that typing "new york" finds it. */
const inWords = (timeZone: string): string => timeZone.replaceAll("_", " ");

/** A time zone field that searches any part of the name. */
export function ZoneField({ id, value, isChanged, problem, onChange }: Props) {
  const t = useTranslations();
  const [zones] = useState(() =>
    [...new Set([...(value ? [value] : []), "UTC", ...Intl.supportedValuesOf("timeZone")])].sort(),
  );
  return (
    <Combobox.Root
      items={zones}
      value={value}
      onValueChange={(next: string | null) => next && onChange(next)}
      itemToStringLabel={inWords}
      limit={60}
      autoHighlight
    >
      <div className="pick">
        <Combobox.Input
          id={id}
          // While the list is open, everything else is hidden from assistive technology, including the label.
          aria-label={t("zone.label")}
          className={`field ${isChanged ? "is-changed" : ""}`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        <ChevronDown className="icon" aria-hidden="true" />
      </div>
      <Combobox.Portal>
        <Combobox.Positioner className="combo-place" sideOffset={4} align="start">
          <Combobox.Popup className="combo-list">
            <Combobox.Empty className="combo-empty">{t("zone.noSuch")}</Combobox.Empty>
            <Combobox.List>
              {(zone: string) => (
                <Combobox.Item key={zone} value={zone} className="combo-item">
                  {inWords(zone)}
                  <Combobox.ItemIndicator>
                    <Check className="icon" aria-hidden="true" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
