"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

type State = "idle" | "copied" | "refused";
const shownMs = 2000;

interface Props {
  readonly value: string;
  readonly what: string;
  /** Whether the label includes what it copies. */
  readonly isNamed?: boolean;
  /** Whether it is the page's primary action. */
  readonly isMain?: boolean;
}

/**
 * Copies `value` and confirms it on the button and to screen readers.
 * @param what what is copied, for people who do not see the text next to it: "Schema URL"
 */
export function CopyButton({ value, what, isNamed = false, isMain = false }: Props) {
  const t = useTranslations();
  const [state, setState] = useState<State>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), shownMs);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      // Absent unless the page is https or on this machine.
      await navigator.clipboard.writeText(value);
      setState("copied");
    } catch {
      setState("refused");
    }
  }

  const Icon = state === "copied" ? Check : Copy;
  return (
    <>
      <button className={`button copy ${isMain ? "is-main" : ""}`} type="button" onClick={copy}>
        <Icon className="icon" aria-hidden="true" />
        <span>
          <span className="copy-word">{t("controls.copy", { isCopied: String(state === "copied") })}</span>
          <span className={isNamed ? undefined : "sr-only"}>{` ${what}`}</span>
        </span>
      </button>
      <span className={state === "refused" ? "copy-refused" : "sr-only"} role="status">
        {state === "copied" && t("controls.copied", { what })}
        {state === "refused" && t("controls.cannotCopy")}
      </span>
    </>
  );
}
