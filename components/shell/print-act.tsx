"use client";
import { useTranslations } from "next-intl";

/** Prints the page: of the agenda the day in view, the week or the month (app/styles/print.css). */
export function PrintAct() {
  const t = useTranslations();
  return (
    <button className="account-act" type="button" popoverTarget="account" onClick={() => print()}>
      {t("shell.print")}
    </button>
  );
}
