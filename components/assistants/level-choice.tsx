import { useTranslations } from "next-intl";
import { useId } from "react";
import type { ProgramLevel } from "../../contract/operations.ts";

const choices = [
  ["reads", "assistants.readsOnly"],
  ["asks", "assistants.asksFirst"],
  ["writes", "assistants.writes"],
] as const;

interface Props {
  readonly legend: string;
  readonly value: ProgramLevel;
  readonly onChoose: (level: ProgramLevel) => void;
}

/** How much a program may do, as one of few levels. */
export function LevelChoice({ legend, value, onChoose }: Props) {
  const t = useTranslations();
  const name = useId();
  return (
    <fieldset className="seg">
      <legend className="sr-only">{legend}</legend>
      {choices.map(([level, words]) => (
        <label key={level}>
          <input type="radio" name={name} checked={level === value} onChange={() => onChoose(level)} />
          {t(words)}
        </label>
      ))}
    </fieldset>
  );
}
