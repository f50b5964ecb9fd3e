import { useTranslations } from "next-intl";
import { foldTag } from "../../agenda/programs/hidden-items.ts";
import { listed } from "../words/listed.ts";

interface Props {
  readonly name: string;
  readonly hidden: readonly string[];
  /** Every tag in use. */
  readonly tags: readonly string[];
  readonly onChange: (change: TagChange) => void;
}

/** A change of one tag: what else is hidden is up to the server, since other tabs may have changed it. */
export interface TagChange {
  readonly tag: string;
  readonly hides: boolean;
}

const isIn = (tags: readonly string[], tag: string) => tags.some((each) => foldTag(each) === foldTag(tag));

export function withTag(hidden: readonly string[], { tag, hides }: TagChange): string[] {
  const others = hidden.filter((each) => foldTag(each) !== foldTag(tag));
  return hides ? [...others, tag] : others;
}

/** The tags an assistant does not see, behind one line that sums them up. */
export function HiddenTags({ name, hidden, tags, onChange }: Props) {
  const t = useTranslations();
  // One checkbox per tag, ignoring case.
  const known = [...new Map([...tags, ...hidden].map((tag) => [foldTag(tag), tag])).values()];
  return (
    <details className="hidden-tags">
      <summary>
        {hidden.length === 0
          ? t("assistants.seesAll")
          : t("assistants.seesNot", {
              tags: listed(
                hidden.map((tag) => `#${tag}`),
                t,
              ),
            })}
        <span className="act is-quiet">{t("assistants.chooseTags")}</span>
      </summary>
      <p className="hint">{t("assistants.hiddenMeaning", { name })}</p>
      {known.length === 0 ? (
        <p className="hint">{t("assistants.noTags")}</p>
      ) : (
        <fieldset>
          <legend className="sr-only">{t("assistants.hiddenTags", { name })}</legend>
          {known.map((tag) => (
            <label key={tag} className="switch">
              <input
                type="checkbox"
                checked={isIn(hidden, tag)}
                onChange={({ target }) => onChange({ tag, hides: target.checked })}
              />
              <bdi>#{tag}</bdi>
            </label>
          ))}
        </fieldset>
      )}
    </details>
  );
}
