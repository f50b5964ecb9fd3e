import { useId } from "react";
import { limits } from "../../contract/limits.ts";
import { Pick } from "../controls/pick.tsx";
import type { Asked } from "./asked.ts";

interface Props {
  readonly asked: Asked;
  /** Tags seen in the results. */
  readonly tags: readonly string[];
  readonly onGo: (change: Partial<Asked>) => void;
}

const states = { "": "Open and done", open: "Open", done: "Done" } as const;
const doors = { "": "Anyone", web: "You, on the page", gpt: "ChatGPT", mcp: "Other assistants" } as const;
const orders = { best: "Best first", date: "By date" } as const;

/** Filters, and the sort order. */
export function SearchFilters({ asked, tags, onGo }: Props) {
  const id = useId();
  const choice = <N extends "state" | "door" | "order">(name: N, label: string, words: Record<Asked[N], string>) => (
    <div className="filter">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Pick
        id={`${id}-${name}`}
        className={`field ${asked[name] !== "" && name !== "order" ? "is-changed" : ""}`}
        value={asked[name]}
        onChange={({ target }) => onGo({ [name]: target.value } as Partial<Asked>)}
      >
        {Object.entries<string>(words).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Pick>
    </div>
  );
  return (
    <fieldset className="filters">
      <legend className="sr-only">Narrow the search</legend>
      <div className="filter">
        <label htmlFor={`${id}-tag`}>Tag</label>
        <input
          id={`${id}-tag`}
          className={`field ${asked.tag ? "is-changed" : ""}`}
          // Resets when the URL changes.
          key={asked.tag}
          defaultValue={asked.tag}
          list={`${id}-tags`}
          placeholder="Any"
          maxLength={limits.tag + 1}
          autoComplete="off"
          onBlur={({ target }) => onGo({ tag: tagOf(target.value) })}
          onKeyDown={({ key, currentTarget }) => key === "Enter" && onGo({ tag: tagOf(currentTarget.value) })}
        />
        <datalist id={`${id}-tags`}>
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
      {choice("state", "Done", states)}
      {choice("door", "Added by", doors)}
      {choice("order", "Order", orders)}
    </fieldset>
  );
}

const tagOf = (words: string): string => words.trim().replace(/^#+\s*/, "");
