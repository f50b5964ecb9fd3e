import type { Translator } from "../../messages/translator.ts";
import type { Entry } from "../entries/entry.ts";
import { short } from "../item/shorten.ts";
import { dateText, listText, timeText } from "../time/date-texts.ts";
import { addDays } from "../time/dates.ts";
import { dateIn, wallTimeIn } from "../time/instants.ts";

/** The content of a notification, pushed or of an open page: everything that the service worker needs. */
export interface ReminderMessage {
  readonly title: string;
  readonly body: string;
  /** A later message with the same tag replaces it. */
  readonly tag: string;
  /** The page to open. */
  readonly url: string;
  /** The entry, so that it can be ticked off or snoozed; absent if there are several. */
  readonly id?: string;
  readonly occurrence?: string;
  /** Its button labels: done, and remind again later. */
  readonly acts?: [string, string];
}

interface MessageContext {
  readonly nowMs: number;
  /** The user's IANA zone. */
  readonly zone: string;
  /** In the user's language, by their clock. */
  readonly t: Translator;
}

export interface Due {
  readonly entry: Entry;
  readonly dueAtMs: number;
}

const mostTitle = 120;
const mostPlace = 80;
/** A reminder this late says when it was due. */
const lateMs = 2 * 60_000;
/** Reminders later than this are combined into one message. */
const longAgoMs = 3_600_000;

/** Due reminders with the message for them: one each, but a single one for all that are over an hour late. */
export function reminderMessages<D extends Due>(
  due: readonly D[],
  context: MessageContext,
): { readonly about: readonly D[]; readonly message: ReminderMessage }[] {
  const missed = due.filter(({ dueAtMs }) => context.nowMs - dueAtMs > longAgoMs);
  const current = due.filter((each) => !missed.includes(each)).map((each) => [each]);
  const groups = missed.length > 0 ? [missed, ...current] : current;
  return groups.flatMap((about) => {
    const [first, ...more] = about;
    if (!first) return [];
    return [{ about, message: more.length > 0 ? missedMessage(about, context) : reminderMessage(first, context) }];
  });
}

const ofProposals = "proposals";

/** One message for everything that assistants propose; undefined if nothing. */
export function proposalMessage(
  proposals: readonly { readonly clientName: string | null; readonly door: string; readonly summary: string }[],
  t: Translator,
): ReminderMessage | undefined {
  const names = new Set(
    proposals.map(({ clientName, door }) => (door === "gpt" ? "ChatGPT" : (clientName ?? t("planning.anAssistant")))),
  );
  const [name = ""] = names;
  if (proposals.length === 0) return undefined;
  const who = names.size === 1 ? "one" : "several";
  return {
    title: t("planning.proposes", { who, name: short(name, 40), count: proposals.length }),
    body: short(
      listText(
        proposals.map(({ summary }) => summary),
        "unit",
        t,
      ),
      mostTitle,
    ),
    tag: ofProposals,
    url: "/assistants/proposals",
  };
}

/** The same without any agenda content. */
export const discreet = (message: ReminderMessage, t: Translator): ReminderMessage => ({
  ...message,
  title: message.tag === ofProposals ? t("planning.asksYou") : t("planning.haveReminder"),
  body: "",
});

/** The message for a single reminder, as of `nowMs`. */
export function reminderMessage({ entry, dueAtMs }: Due, context: MessageContext): ReminderMessage {
  const { item, content, occurrence } = entry;
  const late =
    context.nowMs - dueAtMs > lateMs ? context.t("planning.dueAt", { when: momentWords(dueAtMs, context) }) : "";
  const place = content.location === null ? "" : short(content.location, mostPlace);
  return {
    title: short(content.text, mostTitle),
    body: listText([whenWords(entry, context), place, late].filter(Boolean), "unit", context.t),
    tag: occurrence === null ? item.id : `${item.id}.${occurrence}`,
    url: `/?item=${item.id}${occurrence === null ? "" : `&occurrence=${occurrence}`}`,
    id: item.id,
    acts: [context.t("planning.done"), context.t("planning.later")],
    ...(occurrence !== null && { occurrence }),
  };
}

function missedMessage(missed: readonly Due[], context: MessageContext): ReminderMessage {
  const names = missed.map(
    ({ entry, dueAtMs }) => `${short(entry.content.text, 40)} (${momentWords(dueAtMs, context)})`,
  );
  const { t } = context;
  const named = listText(names.slice(0, 3), "unit", t);
  const count = names.length - 3;
  return {
    title: t("planning.cameLate", { count: missed.length }),
    body: count > 0 ? t("planning.andMore", { names: named, count }) : named,
    tag: "late",
    url: "/",
  };
}

/** "11:00–11:45", "tomorrow 09:00", "Friday 27 November": when an entry is, seen from now. */
function whenWords({ content }: Entry, context: MessageContext): string {
  const { startsAtMs, endsAtMs } = content;
  if (startsAtMs === null) return dayWords(content.date, context) || context.t("planning.today");
  const start = momentWords(startsAtMs, context);
  const isShort = endsAtMs !== null && endsAtMs > startsAtMs && endsAtMs - startsAtMs < 86_400_000;
  return isShort ? `${start}–${clockWords(endsAtMs, context)}` : start;
}

function momentWords(ms: number, context: MessageContext): string {
  return [dayWords(dateIn(ms, context.zone), context), clockWords(ms, context)].filter(Boolean).join(" ");
}

/** Empty for today. */
function dayWords(date: string, { nowMs, zone, t }: MessageContext): string {
  const today = dateIn(nowMs, zone);
  if (date === today) return "";
  return date === addDays(today, 1) ? t("planning.tomorrow") : dateText(date, "yearless", t);
}

const clockWords = (ms: number, { zone, t }: MessageContext): string => timeText(wallTimeIn(ms, zone).time, t);
