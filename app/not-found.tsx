import { useTranslations } from "next-intl";
import { StatePage } from "../components/shell/state-page.tsx";
import { titled } from "./reading/page-words.tsx";

export const generateMetadata = titled("pages.nothingHere");

export default function NotFound() {
  const t = useTranslations();
  return (
    <StatePage
      title={t("pages.notFound")}
      acts={
        <a className="button is-main" href="/">
          {t("words.openAgenda")}
        </a>
      }
      code="404"
    >
      {t("pages.notFoundWhy")}
    </StatePage>
  );
}
