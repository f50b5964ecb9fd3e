import { ArrowDown, ArrowUp, CalendarDays, ChevronDown, Columns3, History, Search, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PenMark } from "../controls/pen-mark.tsx";
import { SignOutGuard } from "../unsaved/sign-out-guard.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { BarDay } from "./bar-day.tsx";
import type { BarWords } from "./bar-words.ts";
import { PaletteKey } from "./palette-key.tsx";
import { Places } from "./places.tsx";
import { SearchLink } from "./search-key.tsx";
import { UnseenInTitle } from "./unseen.tsx";

interface Props {
  /** The day that an agenda view is about. */
  readonly day?: BarWords;
  /** The signed-in user, if any. */
  readonly person: { readonly name: string } | null;
  /** The connection state: "Live", "Offline". Shown next to the user. */
  readonly live?: ReactNode;
  /** The skip link's text. */
  readonly skipTo?: string;
  readonly children: ReactNode;
}

const placeIcons = {
  "/": <CalendarDays className="icon" aria-hidden="true" />,
  "/week": <Columns3 className="icon" aria-hidden="true" />,
  "/activity": <History className="icon" aria-hidden="true" />,
  "/you": <UserRound className="icon" aria-hidden="true" />,
};

const dayIcons = {
  pick: <ChevronDown className="icon" aria-hidden="true" />,
  earlier: <ArrowUp className="icon" aria-hidden="true" />,
  later: <ArrowDown className="icon" aria-hidden="true" />,
};

/** The frame around a page: the bar above, on phones the places at the bottom. The page itself renders `<main id="main">`. */
export function AppShell({ day, person, live, skipTo, children }: Props) {
  const t = useTranslations();
  return (
    <>
      <a className="skip" href="#main">
        {skipTo ?? t("shell.skip")}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Link className="mark" href="/" prefetch={false} aria-label="Agenda Assistant">
            <PenMark />
            <span className={day ? "mark-word is-aside" : "mark-word"}>Agenda Assistant</span>
          </Link>
          {day && <BarDay first={day} icons={dayIcons} />}
          <Places at="bar" label={t("shell.places")} />
          <div className="bar-end">
            {live}
            {person && (
              <>
                <SearchLink>
                  <Search className="icon" aria-hidden="true" />
                </SearchLink>
                <PaletteKey icon={<Search className="icon" aria-hidden="true" />} />
              </>
            )}
            {person ? (
              <AccountMenu name={person.name} />
            ) : (
              // Never a Link: Next would prefetch it and start a sign-in nobody asked for.
              <a className="button" href="/sign-in">
                {t("words.signIn")}
              </a>
            )}
          </div>
        </div>
      </header>
      {person && <UnseenInTitle />}
      {person && <SignOutGuard />}
      {children}
      <div className="thumb">
        <Places at="thumb" label={t("shell.placesBelow")} icons={placeIcons} />
      </div>
    </>
  );
}
