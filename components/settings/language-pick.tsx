import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type Language, languages } from "../../contract/languages.ts";
import { Pick } from "../controls/pick.tsx";
import { capitalized } from "../words/listed.ts";

/** What this one calls itself: it is found by whoever reads it. */
const nameOf = (language: Language): string =>
  capitalized(new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language);

/** What the page is written in; empty for what the browser asks for. */
export function LanguagePick(props: ComponentProps<typeof Pick>) {
  const t = useTranslations();
  return (
    <Pick {...props}>
      <option value="">{t("settings.languageOfBrowser")}</option>
      {languages.map((language) => (
        <option key={language} value={language}>
          {language === "ar" ? t("settings.machineMade", { language: nameOf(language) }) : nameOf(language)}
        </option>
      ))}
    </Pick>
  );
}
