import { useTranslations } from "next-intl";
import { StatePage } from "../../../components/shell/state-page.tsx";
import { titled } from "../../reading/page-words.tsx";

export const generateMetadata = titled("pages.deletedTitle");

export default function Page() {
  const t = useTranslations();
  return (
    <StatePage
      title={t("pages.deleted")}
      acts={
        <>
          <form method="post" action="/sign-out">
            <button className="button is-main" type="submit">
              {t("pages.signOutThere")}
            </button>
          </form>
          <a className="link" href="/">
            {t("pages.firstPage")}
          </a>
        </>
      }
    >
      {t("pages.deletedSum")}
    </StatePage>
  );
}
