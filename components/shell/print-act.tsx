"use client";
import { useTranslations } from "next-intl";

/** Prints the page: for the agenda, the day in view, week or month (app/styles/print.css). */
export function PrintAct() {
  const t = useTranslations();
  return (
    <button className="account-act" type="button" popoverTarget="account" onClick={() => print()}>
      {t("shell.print")}
    </button>
  );
}
