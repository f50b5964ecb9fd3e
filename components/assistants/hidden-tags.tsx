import { useTranslations } from "next-intl";
import { foldTag } from "../../agenda/programs/hidden-items.ts";
import { listed } from "../words/listed.ts";

interface Props {
  readonly name: string;
  readonly hidden: readonly string[];
  /** Every tag in use. */
  readonly tags: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

/** The tags an assistant does not see, behind one line that sums them up. */
export function HiddenTags({ name, hidden, tags, onChange }: Props) {
  const t = useTranslations();
  // One checkbox per tag, ignoring case.
  const known = [...new Map([...tags, ...hidden].map((tag) => [foldTag(tag), tag])).values()];
  const isHidden = (tag: string) => hidden.some((each) => foldTag(each) === foldTag(tag));
  const toggled = (tag: string) =>
    isHidden(tag) ? hidden.filter((each) => foldTag(each) !== foldTag(tag)) : [...hidden, tag];
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
              <input type="checkbox" checked={isHidden(tag)} onChange={() => onChange(toggled(tag))} />#{tag}
            </label>
          ))}
        </fieldset>
      )}
    </details>
  );
}
