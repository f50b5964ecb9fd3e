import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Item } from "../../contract/fields/item.ts";
import type { Language } from "../../contract/languages.ts";
import { linkOf } from "../entry/entry-words.ts";
import { type Answer, ApiError, call } from "../sync/api-client.ts";
import { addressOf } from "../sync/entry-key.ts";
import type { Clock } from "../time/clock-words.ts";
import { learnMessages } from "../words/page-messages.ts";
import { Words } from "../words/words.tsx";
import { keepNames, readNames } from "./kept-names.ts";
import { type Known, type KnownReminder, nameOf, offlineReminders, type RemindingPage } from "./known-reminders.ts";
import { notifyHere } from "./notify-here.ts";
import { renewSubscription } from "./push-subscription.ts";
import { soonWords, timeOf } from "./soon-words.ts";
import "./reminders.css";

type Reminder = KnownReminder<Answer<"listReminders">["reminders"][number]["message"]>;

/** Also read when an item with reminders changes, or the page becomes visible. */
const everyMs = 5 * 60_000;
const minuteMs = 60_000;
/** Fired when reminders have changed. */
const changedEvent = "agenda-reminders";
/** The service worker tells the tag of a notification that was clicked. */
const answeredChannel = "agenda-reminders";
const seenKey = "agenda.reminded";

let latest: Clock;
let page: RemindingPage | undefined;
let known: Known | undefined;
let isShown = false;

/** Shows due reminders from now on, across pages, in its own root; called again, reads them again. */
export function showDueBanners(by: Clock, here: RemindingPage): void {
  latest = by;
  page = here;
  known = here.known ?? known;
  if (isShown) return void dispatchEvent(new Event(changedEvent));
  isShown = true;
  const place = document.createElement("div");
  document.body.append(place);
  createRoot(place).render(
    <Words language={document.documentElement.lang as Language} messages={learnMessages({})}>
      <DueBanners />
    </Words>,
  );
}

/** What is due now, on every page, even if the browser allows no notifications. */
function DueBanners() {
  const t = useTranslations();
  const [reminders, setReminders] = useState<readonly Reminder[]>([]);
  const [seen, setSeen] = useState(() => readNames(seenKey));
  const [nowMs, setNowMs] = useState(Date.now);
  const [by, setBy] = useState(latest);
  const [hasEnded, setHasEnded] = useState(false);
  /** How many wait to be sent, on a page that does not list them. */
  const [kept, setKept] = useState(0);
  const read = useCallback(() => {
    call("listReminders", {}).then(
      (answer) => {
        setReminders(answer.reminders);
        setNowMs(Date.now());
        setKept(0);
      },
      (thrown) => {
        if (!(thrown instanceof ApiError)) return;
        // The session has ended, or is somebody else's.
        if (thrown.status === 401) return setHasEnded(true);
        // Otherwise what was read is kept. The page itself reports that it is offline.
        if (!known || thrown.code !== "offline") return;
        const here = { ...known, timeZone: latest.timeZone, nowMs: Date.now() };
        setReminders((before) => offlineReminders(before, here));
        setNowMs(here.nowMs);
      },
    );
  }, []);

  useEffect(() => {
    if (hasEnded) return setReminders([]);
    // Later if none is likely to be due soon.
    const first = setTimeout(read, known?.items.length === 0 ? minuteMs : 0);
    const look = () => document.visibilityState === "visible" && read();
    const change = () => {
      setBy(latest);
      read();
    };
    const hear = ({ key }: StorageEvent) => key === seenKey && setSeen(readNames(seenKey));
    const timer = setInterval(read, everyMs);
    document.addEventListener("visibilitychange", look);
    addEventListener(changedEvent, change);
    addEventListener("storage", hear);
    addEventListener("online", read);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener(changedEvent, change);
      removeEventListener("storage", hear);
      removeEventListener("online", read);
    };
  }, [read, hasEnded]);
  useEffect(() => {
    renewSubscription().catch(() => undefined); // no push service can be reached: the page reminds by itself
  }, []);

  const due = reminders.filter((each) => Date.parse(each.dueAt) <= nowMs && !seen.has(nameOf(each)) && !each.item.done);
  const nextMs = reminders.map(({ dueAt }) => Date.parse(dueAt)).find((ms) => ms > nowMs);
  useEffect(() => {
    const atMs = Math.min(nextMs ?? Number.POSITIVE_INFINITY, nowMs + (due.length > 0 ? minuteMs : everyMs));
    const timer = setTimeout(() => setNowMs(Date.now()), Math.max(atMs - Date.now(), 0) + 50);
    return () => clearTimeout(timer);
  }, [nowMs, nextMs, due.length]);
  const told = useRef(new Set<string>());
  const [said, setSaid] = useState("");
  useEffect(() => {
    const news = due.filter((each) => !told.current.has(nameOf(each)));
    for (const each of news) told.current.add(nameOf(each));
    if (news.length === 0) return;
    setSaid(news.map(({ item }) => `${item.text}. ${soonWords(item, { nowMs, by, t })}`).join(". "));
    void notifyHere(news.flatMap(({ message, dueAt }) => (message ? { ...message, at: dueAt } : [])));
  });

  const keep = () => {
    if (!page?.listsWaiting) setKept((before) => before + 1);
  };
  const dismiss = (...answered: readonly Reminder[]) => setSeen(keepNames(seenKey, answered.map(nameOf)));
  const answer = useRef<(tag: unknown) => void>(undefined);
  answer.current = (tag) => dismiss(...due.filter(({ message }) => message?.tag === tag));
  useEffect(() => {
    const channel = new BroadcastChannel(answeredChannel);
    channel.onmessage = ({ data }) => answer.current?.(data);
    return () => channel.close();
  }, []);
  return (
    <div className="reminds">
      {/* Each once: the times in the banners change every minute. */}
      <p className="sr-only" role="alert">
        {due.length > 0 && said}
      </p>
      {due.slice(0, 3).map((each) => (
        <Banner
          key={nameOf(each)}
          {...{ reminder: each, nowMs, by }}
          onDone={() => dismiss(each)}
          onKept={keep}
          onChange={read}
        />
      ))}
      {due.length > 3 && <p className="remind-more">{t("reminders.more", { count: due.length - 3 })}</p>}
      {kept > 0 && (
        <section className="remind">
          <p role="status">{t("waiting.waits", { count: kept })}</p>
          <button className="square" type="button" aria-label={t("words.close")} onClick={() => setKept(0)}>
            <X className="icon" aria-hidden="true" />
          </button>
        </section>
      )}
    </div>
  );
}

interface Props {
  readonly reminder: Reminder;
  readonly nowMs: number;
  readonly by: Clock;
  readonly onDone: () => void;
  /** It waits to be sent. */
  readonly onKept: () => void;
  readonly onChange: () => void;
}

function Banner({ reminder: { item }, nowMs, by, onDone, onKept, onChange }: Props) {
  const t = useTranslations();
  const [failure, setFailure] = useState("");
  const attempt = (work: Promise<unknown>) =>
    work.then(
      () => {
        onDone();
        onChange();
      },
      (thrown: Error) => setFailure(thrown.message),
    );
  const entry = { id: item.id, ...(item.occurrence && { occurrence: item.occurrence }) };
  const where = `/?item=${item.id}${item.occurrence ? `&occurrence=${item.occurrence}` : ""}`;
  const link = item.url ? linkOf(item.url, t) : undefined;
  const later = t("reminders.again", { time: timeOf(nowMs + 10 * minuteMs, by) });
  return (
    <section className="remind" aria-label={t("reminders.reminder", { text: item.text })}>
      <div>
        <p className="soon">{soonWords(item, { nowMs, by, t })}</p>
        <p className="name" dir="auto">
          {item.text}
        </p>
        {item.location && (
          <p className="soft" dir="auto">
            {item.location}
          </p>
        )}
        {failure && (
          <p className="field-problem" role="alert">
            {failure}
          </p>
        )}
      </div>
      <button
        className="square"
        type="button"
        aria-label={t("reminders.dismiss", { text: item.text })}
        onClick={onDone}
      >
        <X className="icon" aria-hidden="true" />
      </button>
      <div className="acts">
        {link?.isCall && (
          <a className="button is-main" href={link.href} target="_blank" rel="noreferrer" onClick={onDone}>
            {link.words}
          </a>
        )}
        <a className={link?.isCall ? "button" : "button is-main"} href={where} onClick={onDone}>
          {t("reminders.open")}
        </a>
        <button className="act is-quiet" type="button" onClick={() => attempt(tickOff(item, onKept))}>
          {t("reminders.done")}
        </button>
        <button
          className="act is-quiet"
          type="button"
          onClick={() => attempt(call("snoozeReminder", { ...entry, minutes: 10 }))}
        >
          {later}
        </button>
      </div>
    </section>
  );
}

/** Without a network it waits like all that a page writes. */
async function tickOff(item: Item, onKept: () => void): Promise<void> {
  const patch = { done: true };
  const sentAtMs = navigator.onLine ? Date.now() : undefined;
  try {
    await call("updateItemById", { ...addressOf(item), id: item.id, ...patch });
  } catch (thrown) {
    if (!(thrown instanceof ApiError && thrown.isUnsure && page)) throw thrown;
    const how = { key: crypto.randomUUID(), scope: "this", timeZone: latest.timeZone, sentAtMs } as const;
    await page.keep({ ...how, kind: "change", item, patch }).catch(() => Promise.reject(thrown));
    onKept();
  }
}
