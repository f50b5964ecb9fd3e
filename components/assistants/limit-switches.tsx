const limits = [
  ["deletes", "Never deletes", "A deletion becomes a proposal."],
  ["changesSeries", "Never changes a series", "Single days only; asks for the rest."],
  ["outsideHours", "Not outside working hours", "Asks first for evenings and weekends."],
] as const;
export type Limit = (typeof limits)[number][0];

interface Props {
  /** What is done without asking. */
  readonly value: Readonly<Record<Limit, boolean>>;
  /** @param done in words */
  readonly onChange: (limit: Limit, isAllowed: boolean, done: string) => void;
}

/** What an assistant that writes asks about first. */
export function LimitSwitches({ value, onChange }: Props) {
  return (
    <ul className="limits">
      {limits.map(([limit, words, meaning]) => (
        <li key={limit}>
          <label className="switch">
            <input
              type="checkbox"
              checked={!value[limit]}
              onChange={() => onChange(limit, !value[limit], value[limit] ? `${words}. ${meaning}` : `${words}: off.`)}
            />
            <span>
              {words} <span className="hint">{meaning}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
