"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type LazyPart, useLazyPart } from "../controls/lazy-part.ts";
import { inRow } from "../words/listed.ts";
import type { QuestionProps } from "./sign-out-question.tsx";
import { eraseUnsaved, unsavedTitles } from "./unsaved-words.ts";

type Question = (props: QuestionProps) => React.JSX.Element;
const lazyQuestion: LazyPart<Question> = {
  load: () => import("./sign-out-question.tsx").then(({ SignOutQuestion }) => SignOutQuestion),
};

/** Asks before signing out drops what is not saved. Around every page: it may have been written on another one. */
export function SignOutGuard() {
  const t = useTranslations();
  const [held, setHeld] = useState<{ readonly form: HTMLFormElement; readonly titles: readonly string[] }>();
  useEffect(() => {
    const hold = (event: SubmitEvent) => {
      const { target: form } = event;
      if (!(form instanceof HTMLFormElement) || form.getAttribute("action") !== "/sign-out") return;
      const titles = unsavedTitles();
      if (titles.length === 0) return;
      event.preventDefault();
      setHeld({ form, titles });
    };
    addEventListener("submit", hold);
    return () => removeEventListener("submit", hold);
  }, []);
  const { part: SignOutQuestion, retry } = useLazyPart(lazyQuestion, held !== undefined);
  const cannotAsk = retry !== undefined;
  useEffect(() => {
    // Better asked plainly than not at all, or than never signed out.
    if (held && cannotAsk && confirm(t("unsaved.ask", { titles: inRow(held.titles, t) }))) {
      eraseUnsaved();
      held.form.submit();
    }
    if (cannotAsk) setHeld(undefined);
  }, [held, cannotAsk, t]);
  return (
    held &&
    SignOutQuestion && (
      <SignOutQuestion titles={held.titles} onSignOut={() => held.form.submit()} onClose={() => setHeld(undefined)} />
    )
  );
}
