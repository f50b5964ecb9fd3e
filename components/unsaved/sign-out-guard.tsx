"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type LazyPart, useLazyPart } from "../controls/lazy-part.ts";
import type { QuestionProps } from "./sign-out-question.tsx";

const lazyQuestion: LazyPart<(props: QuestionProps) => React.JSX.Element | undefined> = {
  load: () => import("./sign-out-question.tsx").then(({ SignOutQuestion }) => SignOutQuestion),
};

/** Asks before signing out discards anything unsaved or unsent. On every page: it may have been typed on another one. */
export function SignOutGuard() {
  const t = useTranslations();
  const [form, setForm] = useState<HTMLFormElement>();
  useEffect(() => {
    const hold = (event: SubmitEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLFormElement) || target.getAttribute("action") !== "/sign-out") return;
      event.preventDefault();
      setForm(target);
    };
    addEventListener("submit", hold, true);
    return () => removeEventListener("submit", hold, true);
  }, []);
  const { part: SignOutQuestion, retry } = useLazyPart(lazyQuestion, form !== undefined);
  const cannotAsk = retry !== undefined;
  useEffect(() => {
    if (!form || !cannotAsk) return;
    // A plain prompt beats none at all, or never signing out.
    if (confirm(t("unsaved.ask"))) form.submit();
    setForm(undefined);
  }, [form, cannotAsk, t]);
  return form && SignOutQuestion && <SignOutQuestion form={form} onClose={() => setForm(undefined)} />;
}
