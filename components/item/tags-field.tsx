import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";
import { limits } from "../../contract/limits.ts";

interface Props {
  readonly id: string;
  readonly className: string;
  readonly labelledBy: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Tags as words with #. Enter or a comma adds one, a click removes one; text left in the field on blur is added too. */
export function TagsField({ id, className, labelledBy, tags, onChange, ...described }: Props) {
  const t = useTranslations();
  const input = useRef<HTMLInputElement>(null);
  function add() {
    const word = input.current?.value
      .replaceAll(",", " ")
      .trim()
      .replace(/^#+\s*/, "");
    if (input.current) input.current.value = "";
    if (word && !tags.includes(word)) onChange([...tags, word]);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const hasWord = event.currentTarget.value.trim() !== "";
    if (event.key === "," || (event.key === "Enter" && hasWord)) {
      event.preventDefault();
      add();
    }
    if (event.key === "Backspace" && event.currentTarget.value === "") onChange(tags.slice(0, -1));
  }
  return (
    <fieldset className={`tags ${className.replace("field", "")}`} aria-labelledby={labelledBy}>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-label={t("item.removeTag", { tag })}
          onClick={() => {
            onChange(tags.filter((one) => one !== tag));
            input.current?.focus();
          }}
        >
          #{tag}
          <X className="icon" aria-hidden="true" />
        </button>
      ))}
      <input
        {...described}
        ref={input}
        id={id}
        className="field"
        aria-label={t("item.addTag")}
        placeholder={t("item.addTag")}
        maxLength={limits.tag * 2}
        onKeyDown={press}
        onBlur={add}
      />
    </fieldset>
  );
}
