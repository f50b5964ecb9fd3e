import { useTranslations } from "next-intl";

const limits = [
  ["deletes", "assistants.neverDeletes", "assistants.neverDeletesMeaning"],
  ["changesSeries", "assistants.neverSeries", "assistants.neverSeriesMeaning"],
  ["outsideHours", "assistants.notOutside", "assistants.notOutsideMeaning"],
] as const;
export type Limit = (typeof limits)[number][0];

interface Props {
  /** What needs no asking. */
  readonly value: Readonly<Record<Limit, boolean>>;
  /** @param done in words */
  readonly onChange: (limit: Limit, isAllowed: boolean, done: string) => void;
}

/** What a writing assistant must ask about first. */
export function LimitSwitches({ value, onChange }: Props) {
  const t = useTranslations();
  const done = (words: string, meaning: string, isOn: boolean) =>
    t(isOn ? "assistants.limitOn" : "assistants.limitOff", { limit: words, meaning });
  return (
    <ul className="limits">
      {limits.map(([limit, name, meaning]) => (
        <li key={limit}>
          <label className="switch">
            <input
              type="checkbox"
              checked={!value[limit]}
              onChange={() => onChange(limit, !value[limit], done(t(name), t(meaning), value[limit]))}
            />
            <span>
              {t(name)} <span className="hint">{t(meaning)}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
