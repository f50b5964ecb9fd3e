"use client";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { barNow, useBar } from "../actions/bar.ts";
import { useKeyCommands } from "../actions/key-commands.ts";
import { type CommandName, shortcutOf } from "../actions/key-map.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { placeAt, type View } from "../time/view-address.ts";
import { Count } from "./unseen.tsx";

interface PlaceLink {
  readonly href: Route;
  readonly label: Parameters<Translator>[0];
  readonly command?: CommandName;
  readonly view?: View;
  /** In the bar, at the bottom on phones, or both. */
  readonly in: "bar" | "thumb" | "both";
  /** The pages that belong to it. */
  readonly pages?: RegExp;
  /** Which count of unseen things it shows. */
  readonly count?: "unseen" | "asked";
}

const places: readonly PlaceLink[] = [
  { href: "/", label: "shell.agenda", command: "agenda", view: "day", in: "both" },
  { href: "/week", label: "shell.week", command: "week", view: "week", in: "both" },
  { href: "/month", label: "shell.month", command: "month", view: "month", in: "bar" },
  {
    href: "/activity",
    label: "shell.activity",
    command: "activity",
    in: "both",
    pages: /^\/(activity|trash)$/,
    count: "unseen",
  },
  {
    href: "/assistants",
    label: "shell.assistants",
    in: "bar",
    pages: /^\/(assistants|connect)\b/,
    count: "asked",
  },
  // Only reachable from here on phones.
  {
    href: "/you",
    label: "shell.you",
    in: "thumb",
    count: "asked",
    pages: /^\/(you|month|settings|account|assistants|connect|privacy)\b/,
  },
];

interface Props {
  readonly at: "bar" | "thumb";
  readonly label: string;
  /** By URL; rendered by the server, so that they need no script. */
  readonly icons?: Readonly<Record<string, ReactNode>>;
}

/** The main navigation: in the bar, with shortcuts, or at the bottom on phones. Only one is ever displayed. */
export function Places({ at, label, icons }: Props) {
  const t = useTranslations();
  const pathname = usePathname();
  const here = placeAt(pathname);
  const bar = useBar();
  const view = here && (bar ?? here).view;
  const nav = useRef<HTMLElement>(null);
  const press = (command: CommandName) => {
    return ({ repeat }: { readonly repeat: boolean }) => {
      const link = at === "bar" && !repeat && nav.current?.querySelector<HTMLElement>(`[data-command="${command}"]`);
      // Like a click: asks about unsaved text.
      if (link) link.click();
      return Boolean(link);
    };
  };
  useKeyCommands(Object.fromEntries(places.flatMap(({ command }) => (command ? [[command, press(command)]] : []))));
  const [hasKeys, setHasKeys] = useState(true);
  useEffect(() => setHasKeys(areSingleKeysOn(document.cookie)), []);
  const isCurrent = (place: PlaceLink) => (place.view ? place.view === view : place.pages?.test(pathname));
  return (
    <nav ref={nav} className="places" aria-label={label}>
      {places
        .filter((place) => place.in === at || place.in === "both")
        .map((place) => (
          <Link
            key={place.href}
            href={place.href}
            prefetch={false}
            aria-current={isCurrent(place) ? "page" : undefined}
            data-command={place.command}
            aria-keyshortcuts={place.command && shortcutOf(place.command, hasKeys)}
            onClick={(event) => goHere(event, place.view)}
          >
            {icons?.[place.href]}
            {t(place.label)}
            {place.count && <Count of={place.count} />}
          </Link>
        ))}
    </nav>
  );
}

/** Switching views of an open agenda reloads nothing: the day stays, and the current view's link goes to today. */
function goHere(event: MouseEvent, view: View | undefined): void {
  const bar = barNow();
  if (!bar || !view || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  bar.go({ view, date: bar.view === view || bar.date === bar.reader.today ? undefined : bar.date });
}
