import { ChevronRight, Grid3x3, LogOut, Plug, Search, Settings, ShieldCheck, Trash2, UserRound } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { keptDays } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";
import { orProblem } from "../reading/or-problem.ts";
import { titled } from "../reading/page-words.tsx";
import { Reminding } from "../reading/reminding.tsx";

export const generateMetadata = titled("pages.you");

type Name = Parameters<Translator>[0];

interface Row {
  readonly href: Route;
  readonly name: Name;
  readonly words: Name;
  readonly Icon: typeof Settings;
}

const places: readonly Row[] = [
  { href: "/month", name: "pages.month", words: "pages.monthIs", Icon: Grid3x3 },
  { href: "/search", name: "pages.search", words: "pages.searchAll", Icon: Search },
  { href: "/assistants", name: "pages.assistants", words: "pages.assistantsAre", Icon: Plug },
];
const own: readonly Row[] = [
  { href: "/settings", name: "pages.settings", words: "pages.settingsAre", Icon: Settings },
  { href: "/trash", name: "pages.trash", words: "pages.trashIs", Icon: Trash2 },
  { href: "/account", name: "pages.data", words: "pages.dataAre", Icon: UserRound },
  { href: "/privacy", name: "pages.privacy", words: "pages.privacyIs", Icon: ShieldCheck },
];

/** On a phone, leads to whatever the bottom bar has no room for. */
export default async function Page() {
  const [signedIn, t] = await Promise.all([orProblem(callerOfPage()), getTranslations()]);
  if (!signedIn) return <AskToSignIn title={t("pages.you")} words={t("pages.youIs")} />;
  if ("code" in signedIn)
    return (
      <AppShell person={null}>
        <Unread title={t("pages.unread")} problem={signedIn.code} words={signedIn.message} />
      </AppShell>
    );
  return (
    <AppShell person={signedIn.person}>
      <div className="spread">
        <main id="main" className="words you">
          <header className="page-head">
            <h1 className="page-name">{signedIn.person.name}</h1>
          </header>
          <Sheet places={places} />
          <h2 className="sheet-title">{t("pages.thisAgenda")}</h2>
          <Sheet places={own} />
          <form method="post" action="/sign-out">
            <button className="sheet-row" type="submit">
              <LogOut className="icon" aria-hidden="true" />
              <span>{t.rich("pages.signOut", { where: (words) => <small>{words}</small> })}</span>
            </button>
          </form>
        </main>
      </div>
      <Reminding />
    </AppShell>
  );
}

function Sheet({ places: listed }: { readonly places: readonly Row[] }) {
  const t = useTranslations();
  return (
    <ul className="sheet-list">
      {listed.map(({ href, name, words, Icon }) => (
        <li key={href}>
          <Link className="sheet-row" href={href} prefetch={false}>
            <Icon className="icon" aria-hidden="true" />
            <span>
              {t(name)}
              <small>{t(words, { days: keptDays })}</small>
            </span>
            <ChevronRight className="icon" aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
