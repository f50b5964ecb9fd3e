import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { leaving, setDayInView } from "../actions/bar.ts";
import type { Planner } from "../actions/planner.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { type LazyPart, loadPart, useLazyPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import { Skeleton } from "../day/skeleton.tsx";
import type { Refusal } from "../notices/banners.tsx";
import { isDay, pathOf, placeAt, type View, type ViewPlace } from "../time/view-address.ts";

/** Each view uses `usePlanner()`. */
const lazyDays: LazyPart<ComponentType> = { load: () => import("./day-list.tsx").then(({ DayList }) => DayList) };
const lazyViews: Readonly<Partial<Record<View, LazyPart<ComponentType>>>> = {
  day: lazyDays,
  week: { load: () => import("../week/week.tsx").then(({ Week }) => Week) },
  month: { load: () => import("../month/month-view.tsx").then(({ MonthView }) => MonthView) },
};
const notOpened = {
  day: "agenda.agendaNotOpened",
  week: "agenda.weekNotOpened",
  month: "agenda.monthNotOpened",
} as const;

interface FirstView {
  readonly view: View;
  readonly drawn: ReactNode;
}

interface Options {
  /** The server-rendered view. The others are loaded on demand. */
  readonly first: FirstView;
  readonly today: string;
  readonly refuse: (refusal: Refusal) => void;
}

/** The view and day shown, from the URL. Going elsewhere changes the URL without a server request. */
export function useView({ first, today, refuse }: Options) {
  const t = useTranslations();
  const pathname = usePathname();
  const place: ViewPlace = useMemo(() => placeAt(pathname) ?? { view: first.view }, [pathname, first.view]);
  const { view, date = today } = place;
  const [again, setAgain] = useState(0);
  const drawn = useRef(first.view);
  drawn.current = first.view;
  const went = useRef(0);
  const shown = useRef(view);
  /** The path gone to, ahead of what is rendered. */
  const at = useRef(pathname);

  const go: Planner["go"] = useCallback(
    async (to) => {
      if (to.date && !isDay(to.date)) return; // the agenda ends there
      const from = location.pathname;
      const next = { view: drawn.current, ...placeAt(from), ...to };
      const lazy = lazyViews[next.view];
      const own = ++went.current;
      const path = pathOf(next);
      const show = (to: string, view: View) => setDayInView(placeAt(to)?.date ?? today, view); // of a month, its first day
      show(path, next.view);
      leaving.isSo = next.view !== shown.current;
      try {
        // Before the URL changes: if a view cannot be loaded, the user stays here.
        if (lazy && next.view !== drawn.current && !lazy.loaded) await loadPart(lazy);
      } catch {
        if (own === went.current) {
          leaving.isSo = false;
          show(from, placeAt(from)?.view ?? drawn.current);
        }
        const act = { words: t("words.tryAgain"), run: () => go(to) };
        return refuse({ words: wordsOfUnloaded(t(notOpened[next.view]), t), act });
      }
      // Meanwhile the user may have gone elsewhere.
      if (own !== went.current || from !== location.pathname) return;
      at.current = path;
      if (path === location.pathname) setAgain((count) => count + 1);
      else enter(path);
    },
    [refuse, t, today],
  );

  // Another view begins with the day of its address. At once: the next key may come before passive effects.
  useLayoutEffect(() => {
    shown.current = view;
    if (pathname !== location.pathname) return;
    leaving.isSo = false;
    setDayInView(date, view);
  }, [pathname, date, view]);
  // Back and Forward; not the closing of a panel, whose history entry has the same path.
  useEffect(() => {
    at.current = pathname;
    const pop = () => {
      const to = at.current !== location.pathname && placeAt(location.pathname);
      at.current = location.pathname;
      if (to) setDayInView(to.date ?? today, to.view);
    };
    addEventListener("popstate", pop);
    return () => removeEventListener("popstate", pop);
  }, [pathname, today]);

  const { part: View, retry } = useLazyPart(lazyViews[view] ?? lazyDays, view !== first.view);
  const unloaded = retry ? <Unloaded view={view} onRetry={retry} /> : <Skeleton words={t("agenda.opening")} />;
  const shownView = view === first.view ? first.drawn : View ? <View /> : unloaded;
  return { view, date, visit: `${pathname} ${again}`, go, shownView };
}

/** An open panel has its own history entry, which stays the last one, so that Back closes the panel first. */
function enter(path: string): void {
  const { hasPanel } = (history.state ?? {}) as { hasPanel?: boolean };
  if (hasPanel) {
    history.replaceState(null, "", path);
    history.pushState({ hasPanel }, "");
  } else history.pushState(null, "", path);
}

function Unloaded({ view, onRetry }: { readonly view: View; readonly onRetry: () => void }) {
  const t = useTranslations();
  return <ErrorBanner onRetry={onRetry}>{wordsOfUnloaded(t(notOpened[view]), t)}</ErrorBanner>;
}
