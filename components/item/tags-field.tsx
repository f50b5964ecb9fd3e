import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import { isComposing } from "../controls/is-composing.ts";

interface Props {
  readonly id: string;
  readonly className: string;
  readonly labelledBy: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/**
 * Tags as words with #. Enter, a comma or leaving the field ends one, a click removes one. The one being typed is a tag of the draft already:
 * closing the panel then asks, and saving takes it.
 */
export function TagsField({ id, className, labelledBy, tags, onChange, ...described }: Props) {
  const t = useTranslations();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [word, setWord] = useState<string>();
  const others = tags.filter((tag) => tag !== word);
  function type(next: string) {
    const typed = next
      .replaceAll(",", " ")
      .trim()
      .replace(/^#+\s*/, "");
    const isNew = typed !== "" && !others.includes(typed);
    setText(next);
    setWord(isNew ? typed : undefined);
    onChange(isNew ? [...others, typed] : others);
  }
  function end() {
    setText("");
    setWord(undefined);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "," || (event.key === "Enter" && text.trim() !== "")) {
      event.preventDefault();
      end();
    }
    // Held down, it clears what is typed and stops there.
    if (event.key === "Backspace" && text === "" && !event.repeat) onChange(tags.slice(0, -1));
  }
  return (
    <fieldset className={`tags ${className.replace("field", "")}`} aria-labelledby={labelledBy}>
      {others.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-label={t("item.removeTag", { tag })}
          onClick={() => {
            onChange(tags.filter((one) => one !== tag));
            input.current?.focus();
          }}
        >
          <bdi>#{tag}</bdi>
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
        value={text}
        onChange={({ target }) => type(target.value)}
        onKeyDown={press}
        onBlur={end}
      />
    </fieldset>
  );
}
