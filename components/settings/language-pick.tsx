import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { type Language, languages } from "../../contract/languages.ts";
import { Pick } from "../controls/pick.tsx";
import { capitalized } from "../words/listed.ts";

/** Its own name, so that its readers find it. */
const nameOf = (language: Language): string =>
  capitalized(new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language);

/** The page's language; empty for the browser's preference. */
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
