import { foldTag } from "../../agenda/programs/hidden-items.ts";

interface Props {
  readonly name: string;
  readonly hidden: readonly string[];
  /** Every tag in use. */
  readonly tags: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

/** Which tags an assistant does not see; behind one line that says what holds. */
export function HiddenTags({ name, hidden, tags, onChange }: Props) {
  // One box for a tag, however it is written.
  const known = [...new Map([...tags, ...hidden].map((tag) => [foldTag(tag), tag])).values()];
  const isHidden = (tag: string) => hidden.some((each) => foldTag(each) === foldTag(tag));
  const toggled = (tag: string) =>
    isHidden(tag) ? hidden.filter((each) => foldTag(each) !== foldTag(tag)) : [...hidden, tag];
  return (
    <details className="hidden-tags">
      <summary>
        {hidden.length === 0 ? "Sees everything" : `Does not see ${listed(hidden.map((tag) => `#${tag}`))}`}
        <span className="act is-quiet">Choose tags</span>
      </summary>
      <p className="hint">For {name} an item with one of these is not there: its time is “busy”, without words.</p>
      {known.length === 0 ? (
        <p className="hint">No item has a tag yet.</p>
      ) : (
        <fieldset>
          <legend className="sr-only">Tags that {name} does not see</legend>
          {known.map((tag) => (
            <label key={tag} className="switch">
              <input type="checkbox" checked={isHidden(tag)} onChange={() => onChange(toggled(tag))} />#{tag}
            </label>
          ))}
        </fieldset>
      )}
    </details>
  );
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
