import { Host, type ToolResult } from "./host.ts";

interface Entry {
  readonly id: string;
  readonly occurrence?: string;
  readonly text: string;
  readonly date: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly location?: string;
  readonly local?: { readonly date: string; readonly startTime: string; readonly endTime?: string };
  readonly done: boolean;
}
interface Day {
  readonly date: string;
  readonly items: readonly Entry[];
}

/** Put in by build-view.ts, from messages/: without plurals or other choices. */
declare const catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;

const title = byId("title");
const words = byId("words");
const list = byId("days");
const said = byId("said");
const undoButton = byId("undo") as HTMLButtonElement;
const openButton = byId("open") as HTMLButtonElement;
const agendaUrl = document.querySelector<HTMLMetaElement>('meta[name="agenda-url"]')?.content ?? "";
let spoken = "";
let language = "en";
/** For dates; a host's may name a region, too. */
let locale = "en-GB";
let shown: ToolResult | undefined;
let lastChange: { readonly id: number; readonly undone: () => void } | undefined;

/** What was ticked or taken back since the answer, by entry: it is shown again in another language. */
const ticked = new Map<string, boolean>();
const keyOf = ({ id, occurrence = "" }: Entry) => `${id} ${occurrence}`;
const boxOf = (key: string) => list.querySelector<HTMLInputElement>(`[data-key="${key}"]`);

const host = new Host((result) => {
  ticked.clear();
  show(result);
}, speak);
speak(navigator.language);
undoButton.addEventListener("click", () => void takeBack());
openButton.addEventListener("click", () => void host.ask("ui/open-link", { url: agendaUrl }).catch(refused));
host.begin().catch(refused);

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The view has no ${id}.`);
  return found;
}

/** Speaks a language, if it is one of ours; else English. */
function speak(asked: string): void {
  if (asked === spoken) return;
  spoken = asked;
  const [name = ""] = asked.toLowerCase().split("-");
  language = Object.hasOwn(catalogs, name) ? name : "en";
  locale = name === language ? (canonical(asked) ?? language) : "en-GB";
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  document.title = t("inline-view.title");
  undoButton.textContent = t("inline-view.undo");
  openButton.textContent = t("inline-view.open");
  if (shown) show(shown);
  else title.textContent = t("inline-view.title");
}

function canonical(asked: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(asked)[0];
  } catch {
    return undefined;
  }
}

function t(key: string, values: Readonly<Record<string, string>> = {}): string {
  const message = catalogs[language]?.[key] ?? "";
  return message.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Shows a tool's answer: an overview with its days, or a list. */
function show(result: ToolResult): void {
  const { structuredContent: answer, isError, content } = result;
  shown = result;
  if (isError || !answer) {
    title.textContent = t("inline-view.unread");
    words.replaceChildren(forModels(wordsIn(content)));
    return;
  }
  const days = Array.isArray(answer.days) ? (answer.days as Day[]) : byDay((answer.items ?? []) as Entry[]);
  const [from, to] = [String(answer.from), String(answer.to)];
  title.textContent = from === to ? dayWords(from) : `${dayWords(from)} – ${dayWords(to)}`;
  // What is spoken is English, as all that assistants get.
  const isSpoken = language === "en" && typeof answer.spoken === "string";
  words.textContent = isSpoken ? String(answer.spoken) : zoneWords(answer);
  const full = days.filter((day) => day.items.length > 0);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
  list.replaceChildren(...(full.length > 0 ? full.map((day) => section(day, full.length > 1)) : [nothing()]));
  const hasMore = answer.nextCursor !== undefined || answer.omitted !== undefined;
  if (hasMore) list.append(element("p", "more", t("inline-view.more")));
  if (focused) boxOf(focused)?.focus();
}

function byDay(entries: readonly Entry[]): Day[] {
  const days = Map.groupBy(entries, (entry) => entry.local?.date ?? entry.date);
  return [...days].map(([date, items]) => ({ date, items }));
}

const zoneWords = ({ timeZone }: Record<string, unknown>) =>
  t("inline-view.zone", { zone: String(timeZone).replaceAll("_", " ") });
const nothing = () => element("p", "more", t("inline-view.nothing"));

function section(day: Day, isNamed: boolean): HTMLElement {
  const part = element("section", "");
  const name = element("h2", isNamed ? "" : "only-read", dayWords(day.date));
  const items = element("ul", "");
  items.append(...day.items.map(line));
  part.append(name, items);
  return part;
}

function line(entry: Entry): HTMLElement {
  const item = element("li", "");
  const box = document.createElement("input");
  box.type = "checkbox";
  const key = keyOf(entry);
  box.dataset.key = key;
  box.checked = ticked.get(key) ?? entry.done;
  const label = document.createElement("label");
  const text = element("span", "text", entry.text);
  text.dir = "auto";
  label.append(box, element("span", "time", timeWords(entry)), text);
  item.append(label);
  if (entry.location) item.append(element("p", "place", entry.location));
  box.addEventListener("change", () => void complete(entry, box));
  return item;
}

async function complete(entry: Entry, box: HTMLInputElement): Promise<void> {
  const { id, occurrence, text } = entry;
  const key = keyOf(entry);
  const isNow = (value: boolean) => {
    ticked.set(key, value);
    const shown = boxOf(key);
    if (shown) shown.checked = value;
  };
  const done = box.checked;
  box.disabled = true;
  try {
    const which = occurrence === undefined ? {} : { occurrence, scope: "this" };
    const answer = await carriedOut("updateItemById", { id, ...which, done });
    if (!answer) {
      isNow(!done);
      return;
    }
    const change = answer.change as { id: number } | undefined;
    tell(t(done ? "inline-view.done" : "inline-view.reopened", { text }));
    isNow(done);
    offerUndo(change && { id: change.id, undone: () => isNow(!done) });
  } catch (thrown) {
    isNow(!done);
    refused(thrown);
  } finally {
    box.disabled = false;
    (boxOf(key) ?? box).focus();
  }
}

async function takeBack(): Promise<void> {
  const change = lastChange;
  if (!change) return;
  undoButton.disabled = true;
  try {
    if (!(await carriedOut("undoChange", { id: change.id }))) return;
    change.undone();
    offerUndo(undefined);
    tell(t("inline-view.undone"));
    openButton.focus();
  } catch (thrown) {
    refused(thrown);
  } finally {
    undoButton.disabled = false;
  }
}

/** @returns the answer; undefined if the person must decide first, which is said */
async function carriedOut(name: string, args: Record<string, unknown>): Promise<Record<string, unknown> | undefined> {
  const { isError, content, structuredContent = {} } = await host.callTool(name, args);
  if (isError) throw new Error(wordsIn(content));
  if (!structuredContent.proposal) return structuredContent;
  tell(t("inline-view.asked"));
  return undefined;
}

/** The text of an answer, without the fences around calendar file content, which are for models. */
function wordsIn(content: ToolResult["content"]): string {
  const text = content?.find((part) => part.text)?.text ?? "";
  return text.replaceAll(/<\/?imported-data>/g, "");
}

function offerUndo(change: typeof lastChange): void {
  lastChange = change;
  undoButton.hidden = change === undefined;
}

function refused(thrown: unknown): void {
  said.replaceChildren(t("inline-view.failed"), " ", forModels(thrown instanceof Error ? thrown.message : ""));
}

function tell(sentence: string): void {
  said.textContent = sentence;
}

/** Words that are English whoever reads them. */
function forModels(text: string): HTMLElement {
  const part = element("span", "", text);
  part.lang = "en";
  part.dir = "ltr";
  return part;
}

function timeWords({ startTime, endTime, local }: Entry): string {
  const [start, end] = local ? [local.startTime, local.endTime] : [startTime, endTime];
  if (!start) return t("inline-view.allDay");
  return end ? `${start}–${end}` : start;
}

function dayWords(date: string): string {
  const form = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, form).format(new Date(`${date}T00:00:00Z`));
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
