import { Search } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PenMark } from "../controls/pen-mark.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { type Place, Places } from "./places.tsx";
import { SearchLink } from "./search-key.tsx";
import { UnseenInTitle } from "./unseen.tsx";

interface Props {
  readonly current?: Place | undefined;
  /** The signed-in user, if any. */
  readonly person: { readonly name: string } | null;
  /** The connection state: "Live", "Offline". Shown next to the user. */
  readonly live?: ReactNode;
  /** The skip link's text. */
  readonly skipTo?: string;
  readonly children: ReactNode;
}

/** The frame of a page: the bar at the top, navigation at the bottom on phones. The page itself provides `<main id="main">`. */
export function AppShell({ current, person, live, skipTo = "Skip to the page", children }: Props) {
  return (
    <>
      <a className="skip" href="#main">
        {skipTo}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Link className="mark" href="/" prefetch={false}>
            <PenMark />
            Agenda Assistant
          </Link>
          <Places current={current} label="Places" />
          <div className="bar-end">
            {live}
            {person && (
              <SearchLink>
                <Search className="icon" aria-hidden="true" />
              </SearchLink>
            )}
            {person ? (
              <AccountMenu name={person.name} />
            ) : (
              // Never a Link: Next would prefetch it and start a sign-in nobody asked for.
              <a className="button" href="/sign-in">
                Sign in
              </a>
            )}
          </div>
        </div>
      </header>
      {person && <UnseenInTitle />}
      {children}
      <div className="thumb">
        <Places current={current} label="Places, below" />
      </div>
    </>
  );
}
