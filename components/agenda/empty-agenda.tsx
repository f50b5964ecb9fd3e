import { Check, Copy } from "lucide-react";
import { useState } from "react";

const sentences = ["Dentist on Friday at 14:00", "Lunch with Ana tomorrow 12:30", "When am I free tomorrow?"];

/** An empty agenda: what to do, and three sentences to copy for the assistant. */
export function EmptyAgenda() {
  const [copied, setCopied] = useState<string>();
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
      <p className="empty-head">Nothing planned yet.</p>
      <p className="empty-words">Write it here, or tell your assistant. Both land in this list.</p>
      <p className="say-label">Ask your assistant</p>
      <ul className="say">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <q>{sentence}</q>
            <button className="square" type="button" aria-label={`Copy: ${sentence}`} onClick={() => copy(sentence)}>
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
        {copied && "Copied"}
      </p>
    </div>
  );
}
