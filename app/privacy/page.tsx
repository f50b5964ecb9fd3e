import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { WordPage } from "../../components/shell/word-page.tsx";
import { answerHours, keptDays } from "../../contract/limits.ts";
import { personOfPage } from "../../server/identity/web/page-caller.ts";
import { sessionDays } from "../../server/identity/web/web-session.ts";
import { titled } from "../reading/page-words.tsx";
import { Reminding } from "../reading/reminding.tsx";

export const generateMetadata = titled("privacy.title");

const kept = [
  ...["privacy.who", "privacy.items", "privacy.deleted", "privacy.changes", "privacy.answers", "privacy.session"],
  ...["privacy.programs", "privacy.proposed", "privacy.brought", "privacy.address", "privacy.browsers", "privacy.log"],
] as const;
const cookies = [
  ...["privacy.cookieSession", "privacy.cookieZone", "privacy.cookieKeys"],
  ...["privacy.cookieReminders", "privacy.cookieBack"],
] as const;

export default async function Page() {
  const t = await getTranslations();
  const marks = {
    strong: (words: ReactNode) => <strong>{words}</strong>,
    code: (words: ReactNode) => <code>{words}</code>,
    link: (words: ReactNode) => (
      <Link className="link" href="/account" prefetch={false}>
        {words}
      </Link>
    ),
  };
  return (
    <WordPage title={t("privacy.title")} sum={t("privacy.sum")} person={await personOfPage()}>
      <section>
        <h2>{t("privacy.kept")}</h2>
        <ul>
          {kept.map((key) => (
            <li key={key}>
              {t.rich(key, {
                ...marks,
                ...(key === "privacy.session" ? sessionDays : { days: keptDays }),
                hours: answerHours,
              })}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("privacy.assistantSees")}</h2>
        <p>{t("privacy.assistantText")}</p>
      </section>
      <section>
        <h2>{t("privacy.others")}</h2>
        <p>{t("privacy.othersText")}</p>
      </section>
      <section>
        <h2>{t("privacy.cookies")}</h2>
        <ul>
          {cookies.map((key) => (
            <li key={key}>{t.rich(key, { ...marks, ...sessionDays })}</li>
          ))}
        </ul>
        <p>{t("privacy.noOthers")}</p>
      </section>
      <section>
        <h2>{t("privacy.takeBack")}</h2>
        <p>{t.rich("privacy.takeBackText", { ...marks, days: keptDays })}</p>
      </section>
      <section>
        <h2>{t("privacy.ask")}</h2>
        <p>{t("privacy.askText")}</p>
      </section>
      <Reminding />
    </WordPage>
  );
}
