import { ChevronRight, Grid3x3, LogOut, Plug, Search, Settings, ShieldCheck, Trash2, UserRound } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { keptDays } from "../../contract/limits.ts";
import { callerOfPage } from "../../server/identity/web/page-caller.ts";
import { orProblem } from "../reading/or-problem.ts";

export const metadata: Metadata = { title: "You" };

interface Row {
  readonly href: Route;
  readonly name: string;
  readonly words: string;
  readonly Icon: typeof Settings;
}

const places: readonly Row[] = [
  { href: "/month", name: "Month", words: "Every day of it at a glance", Icon: Grid3x3 },
  { href: "/search", name: "Search", words: "Everything, past and to come", Icon: Search },
  { href: "/assistants", name: "Assistants", words: "ChatGPT, Claude and others, and what each may do", Icon: Plug },
];
const own: readonly Row[] = [
  { href: "/settings", name: "Settings", words: "Zone, clock, week, working hours, keys", Icon: Settings },
  { href: "/trash", name: "Trash", words: `What was deleted, kept for ${keptDays} days`, Icon: Trash2 },
  { href: "/account", name: "Your data", words: "Import, take it with you, delete it", Icon: UserRound },
  { href: "/privacy", name: "Privacy", words: "What is kept, and who sees it", Icon: ShieldCheck },
];

/** On a phone, the way to all that has no place at the thumb. */
export default async function Page() {
  const signedIn = await orProblem(callerOfPage());
  if (!signedIn) return <AskToSignIn title="You" words="Your settings, your data, and what is connected." />;
  if ("code" in signedIn)
    return (
      <AppShell person={null}>
        <Unread title="This could not be read." problem={signedIn.code} words={signedIn.message} />
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
          <h2 className="sheet-title">This agenda</h2>
          <Sheet places={own} />
          <form method="post" action="/sign-out">
            <button className="sheet-row" type="submit">
              <LogOut className="icon" aria-hidden="true" />
              <span>
                Sign out<small>In this browser</small>
              </span>
            </button>
          </form>
        </main>
      </div>
    </AppShell>
  );
}

function Sheet({ places: listed }: { readonly places: readonly Row[] }) {
  return (
    <ul className="sheet-list">
      {listed.map(({ href, name, words, Icon }) => (
        <li key={href}>
          <Link className="sheet-row" href={href} prefetch={false}>
            <Icon className="icon" aria-hidden="true" />
            <span>
              {name}
              <small>{words}</small>
            </span>
            <ChevronRight className="icon" aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
