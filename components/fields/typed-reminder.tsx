import { useTranslations } from "next-intl";
import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
import { isComposing } from "../controls/is-composing.ts";
import { useAfterPress } from "../controls/use-after-press.ts";
import { reminderHeard } from "./reminder-heard.ts";
import "./fields.css";

interface Props extends Omit<ComponentProps<"input">, "onChange"> {
  readonly isAllDay: boolean;
  /** How the page writes a reminder. */
  readonly say: (reminder: string) => string;
  /** What the words mean so far; undefined while nothing. */
  readonly onHear: (reminder: string | undefined) => void;
  /** @param isByKey then the focus must go elsewhere */
  readonly onClose: (isByKey: boolean) => void;
}

/** A reminder in words: "20 min", "1 day 19:30". It counts while one types, like a day or a time; Enter or leaving closes the field. */
export function TypedReminder({ isAllDay, say, onHear, onClose, ...input }: Props) {
  const t = useTranslations();
  const afterPress = useAfterPress();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const isEmpty = typed.trim() === "";
  const heard = reminderHeard(typed, isAllDay, say);
  const isMistake = !isEmpty && heard === undefined;
  const examples = t("fields.reminderExamples", { isAllDay: String(isAllDay) });
  useEffect(() => field.current?.focus(), []);
  // Whether it is all-day may change meanwhile, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: called only when the meaning changes
  useEffect(() => onHear(heard), [heard]);
  return (
    <div className="typed-reminder">
      <input
        {...input}
        ref={field}
        autoComplete="off"
        enterKeyHint="done"
        aria-label={t("fields.howLongBefore")}
        aria-invalid={isMistake || input["aria-invalid"]}
        aria-describedby={[input["aria-describedby"], `${id}-heard`].filter(Boolean).join(" ")}
        {...(isMistake && { "data-mistake": "" })}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || (event.key !== "Enter" && event.key !== "Escape")) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Escape") onHear(undefined);
          if (event.key === "Escape" || !isMistake) onClose(true);
        }}
        onBlur={() => isMistake || afterPress(() => onClose(false))}
      />
      {/* Always there: a live region added with text is not announced everywhere. */}
      <span className="heard" id={`${id}-heard`} role="status">
        {isEmpty ? examples : heard ? say(heard) : t("fields.notReminder", { isAllDay: String(isAllDay), examples })}
      </span>
    </div>
  );
}
