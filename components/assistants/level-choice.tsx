import { useId } from "react";
import type { ProgramLevel } from "../../contract/operations.ts";

const choices: readonly (readonly [ProgramLevel, string])[] = [
  ["reads", "Reads only"],
  ["asks", "Asks first"],
  ["writes", "Writes"],
];

interface Props {
  readonly legend: string;
  readonly value: ProgramLevel;
  readonly onChoose: (level: ProgramLevel) => void;
}

/** How far a program may go, as one choice of a few. */
export function LevelChoice({ legend, value, onChoose }: Props) {
  const name = useId();
  return (
    <fieldset className="seg">
      <legend className="sr-only">{legend}</legend>
      {choices.map(([level, words]) => (
        <label key={level}>
          <input type="radio" name={name} checked={level === value} onChange={() => onChoose(level)} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
