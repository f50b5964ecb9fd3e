"use client";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";

/** Asks the server for the page again. */
export function TryAgain() {
  const t = useTranslations();
  const router = useRouter();
  const [isTrying, startTrying] = useTransition();
  return (
    <button
      className="button is-main"
      type="button"
      aria-busy={isTrying}
      onClick={() => startTrying(() => router.refresh())}
    >
      <RotateCw className="icon" aria-hidden="true" />
      {t("words.tryAgain")}
    </button>
  );
}
