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

const title = byId("title");
const words = byId("words");
const list = byId("days");
const said = byId("said");
const undoButton = byId("undo") as HTMLButtonElement;
const openButton = byId("open") as HTMLButtonElement;
const agendaUrl = document.querySelector<HTMLMetaElement>('meta[name="agenda-url"]')?.content ?? "";
let lastChange: { readonly id: number; readonly undone: () => void } | undefined;

const host = new Host(show);
undoButton.addEventListener("click", () => void takeBack());
openButton.addEventListener("click", () => void host.ask("ui/open-link", { url: agendaUrl }).catch(refused));
host.begin().catch(refused);

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The view has no ${id}.`);
  return found;
}

/** Shows a tool's answer: an overview with its days, or a list. */
function show({ structuredContent: answer, isError, content }: ToolResult): void {
  if (isError || !answer) {
    title.textContent = "The agenda could not be read";
    words.textContent = wordsIn(content);
    return;
  }
  const days = Array.isArray(answer.days) ? (answer.days as Day[]) : byDay((answer.items ?? []) as Entry[]);
  const [from, to] = [String(answer.from), String(answer.to)];
  title.textContent = from === to ? dayWords(from) : `${dayWords(from)} – ${dayWords(to)}`;
  words.textContent = typeof answer.spoken === "string" ? answer.spoken : zoneWords(answer);
  const shown = days.filter((day) => day.items.length > 0);
  list.replaceChildren(...(shown.length > 0 ? shown.map((day) => section(day, shown.length > 1)) : [nothing()]));
  const hasMore = answer.nextCursor !== undefined || answer.omitted !== undefined;
  if (hasMore) list.append(element("p", "more", "There is more: open the agenda to see it all."));
}

function byDay(entries: readonly Entry[]): Day[] {
  const days = Map.groupBy(entries, (entry) => entry.local?.date ?? entry.date);
  return [...days].map(([date, items]) => ({ date, items }));
}

const zoneWords = ({ timeZone }: Record<string, unknown>) => `Times in ${String(timeZone).replaceAll("_", " ")}`;
const nothing = () => element("p", "more", "Nothing is on the agenda.");

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
  box.checked = entry.done;
  const label = document.createElement("label");
  const text = element("span", "text", entry.text);
  text.dir = "auto";
  label.append(box, element("span", "time", timeWords(entry)), text);
  item.append(label);
  if (entry.location) item.append(element("p", "place", entry.location));
  box.addEventListener("change", () => void complete(entry, box));
  return item;
}

async function complete({ id, occurrence, text }: Entry, box: HTMLInputElement): Promise<void> {
  const done = box.checked;
  box.disabled = true;
  try {
    const which = occurrence === undefined ? {} : { occurrence, scope: "this" };
    const { structuredContent } = accepted(await host.callTool("updateItemById", { id, ...which, done }));
    const change = structuredContent?.change as { id: number } | undefined;
    tell(`${done ? "Done" : "Open again"}: ${text}.`);
    offerUndo(change && { id: change.id, undone: () => (box.checked = !done) });
  } catch (thrown) {
    box.checked = !done;
    refused(thrown);
  } finally {
    box.disabled = false;
    box.focus();
  }
}

async function takeBack(): Promise<void> {
  const change = lastChange;
  if (!change) return;
  undoButton.disabled = true;
  try {
    accepted(await host.callTool("undoChange", { id: change.id }));
    change.undone();
    offerUndo(undefined);
    tell("Undone.");
    openButton.focus();
  } catch (thrown) {
    refused(thrown);
  } finally {
    undoButton.disabled = false;
  }
}

function accepted(result: ToolResult): ToolResult {
  if (result.isError) throw new Error(wordsIn(result.content) || "It was refused.");
  return result;
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
  tell(thrown instanceof Error ? thrown.message : "That did not work.");
}

function tell(sentence: string): void {
  said.textContent = sentence;
}

function timeWords({ startTime, endTime, local }: Entry): string {
  const [start, end] = local ? [local.startTime, local.endTime] : [startTime, endTime];
  if (!start) return "all day";
  return end ? `${start}–${end}` : start;
}

function dayWords(date: string): string {
  const form = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(`${date}T00:00:00Z`));
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
