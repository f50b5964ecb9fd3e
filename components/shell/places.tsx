import { CalendarDays, History, Plug } from "lucide-react";
import Link from "next/link";
import { UnseenCount } from "./unseen.tsx";

const places = [
  { name: "agenda", href: "/", label: "Agenda", Icon: CalendarDays },
  { name: "activity", href: "/activity", label: "Activity", Icon: History },
  { name: "connect", href: "/connect", label: "Connect", Icon: Plug },
] as const;

export type Place = (typeof places)[number]["name"];

/** The navigation. Rendered twice, in the bar and at the bottom; only one of the two is ever displayed. */
export function Places({ current, label }: { current: Place | undefined; label: string }) {
  return (
    <nav className="places" aria-label={label}>
      {places.map(({ name, href, label, Icon }) => (
        <Link key={name} href={href} prefetch={false} aria-current={name === current ? "page" : undefined}>
          <Icon className="icon" aria-hidden="true" />
          {label}
          {name === "activity" && <UnseenCount />}
        </Link>
      ))}
    </nav>
  );
}
