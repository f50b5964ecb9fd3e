import { getTranslations } from "next-intl/server";
import { WordPage } from "../../components/shell/word-page.tsx";
import { problems } from "../../contract/problems.ts";
import { personOfPage } from "../../server/identity/web/page-caller.ts";
import { titled } from "../reading/page-words.tsx";

export const generateMetadata = titled("pages.problems");

/** The target of problem `type` URLs. */
export default async function Page() {
  const t = await getTranslations();
  return (
    <WordPage title={t("pages.problems")} sum={t("pages.problemsAre")} person={await personOfPage()}>
      <dl className="problems">
        {Object.entries(problems).map(([code, { status }]) => (
          <div key={code} id={code}>
            <dt>
              <code>{code}</code> <code>{status}</code>
            </dt>
            <dd>{t("problems.title", { code })}</dd>
          </div>
        ))}
      </dl>
    </WordPage>
  );
}
