import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";

/** An empty agenda: what to do, and three sentences to copy for the assistant. */
export function EmptyAgenda() {
  const t = useTranslations();
  const [copied, setCopied] = useState<string>();
  const sentences = [t("agenda.sayDentist"), t("agenda.sayLunch"), t("agenda.sayFree")];
  async function copy(sentence: string) {
    try {
      await navigator.clipboard.writeText(sentence);
      setCopied(sentence);
    } catch {
      // The sentence can still be selected by hand.
    }
  }
  return (
    <div className="empty">
      <p className="empty-head">{t("agenda.nothingYet")}</p>
      <p className="empty-words">{t("agenda.writeOrTell")}</p>
      <p className="say-label">{t("agenda.askAssistant")}</p>
      <ul className="say">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <q>{sentence}</q>
            <button
              className="square"
              type="button"
              aria-label={t("agenda.copy", { sentence })}
              onClick={() => copy(sentence)}
            >
              {copied === sentence ? (
                <Check className="icon" aria-hidden="true" />
              ) : (
                <Copy className="icon" aria-hidden="true" />
              )}
            </button>
          </li>
        ))}
      </ul>
      <p className="sr-only" role="status">
        {copied && t("agenda.copied")}
      </p>
    </div>
  );
}
