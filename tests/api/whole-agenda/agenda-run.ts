import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { addDays } from "../../../agenda/time/dates.ts";
import type { OperationName } from "../../../contract/addresses.ts";
import type { Item } from "../../../contract/fields/item.ts";
import type { UserId } from "../../../server/caller.ts";
import type { Api } from "../../harness/api.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { dueBetween } from "../reminders/remind-now.ts";
import { AgendaModel, type Bulk, type Deeds, type Key, type Place, type Touched } from "./agenda-model.ts";
import { type Deed, type Selection, type Step, zones } from "./agenda-steps.ts";
import {
  flightMinutes,
  flightTo,
  hasTag,
  keptDates,
  type Patch,
  patched,
  type Says,
  shownOn,
  type Thing,
  type Wish,
} from "./series-model.ts";

/** What an assistant may do that must ask, or may not. */
const rights = {
  ...{ accepted: { level: "asks" }, declined: { level: "asks" }, hidden: { level: "asks" } },
  ...{ forbidden: { level: "reads" }, neverDeletes: { deletes: false }, neverSeries: { changesSeries: false } },
} as const;
type Asked = keyof typeof rights;
const isAsked = (how: Step["how"]): how is Asked => how in rights;

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % Math.max(from.length, 1)];
const isSingle = (thing: Thing) => thing.repeats === null;
const isRepeating = (thing: Thing) => thing.repeats !== null && !thing.isDeleted;

/** Absent fields are omitted on creation; a patch uses null. */
const made = ({ flight: _, startTime, notes, ...rest }: Wish, end: object) => ({
  ...rest,
  ...(startTime !== null && { startTime }),
  ...(notes !== null && { notes }),
  ...end,
});

/** The end of a flight, in local time of where it lands. */
function endOf({ flight, date, startTime, timeZone }: Says) {
  if (!flight || startTime === null || timeZone === null) return undefined;
  const start = Temporal.PlainDateTime.from(`${date}T${startTime}`).toZonedDateTime(timeZone);
  const end = start.add({ minutes: flightMinutes }).withTimeZone(flightTo);
  const endDate = end.toPlainDate().toString();
  return {
    endTime: end.toPlainTime().toString().slice(0, 5),
    endTimeZone: flightTo,
    ...(endDate !== date && { endDate }),
  };
}

/** A patch as it is sent. @param says the content after it */
function sent({ flight, ...rest }: Patch, says: Says): object {
  // A flight that lands on the next day would last two days without its time.
  if (flight === undefined) return rest.startTime === null ? { ...rest, endDate: null } : rest;
  return { ...rest, ...(endOf(says) ? { endDate: null, ...endOf(says) } : { endTime: null }) };
}

const names = {
  move: "rescheduleItems",
  gather: "rescheduleItems",
  complete: "completeItems",
  delete: "deleteItems",
} as const satisfies Record<Bulk["deed"], OperationName>;

const previewable = [
  "createItems",
  "updateItemById",
  "deleteItemById",
  "rescheduleItems",
  "completeItems",
  "deleteItems",
];

/** The parts that a preview and its execution must have in common. Ids and times of new items are not final. */
const told = (answer: object) =>
  JSON.parse(
    JSON.stringify(answer, (key, value) =>
      ["change", "preview", "summary", "confirm", "id", "createdAt", "updatedAt", "deletedAt"].includes(key)
        ? undefined
        : value,
    ),
  );

/** Takes each step in the model and on the server and compares the two. */
export class Run {
  readonly model = new AgendaModel(zones[0]);
  readonly #ids = new Map<Key, string>();
  readonly #doors: { readonly gpt: Api; readonly web: Api };
  #now: Step | undefined;

  constructor(doors: { readonly gpt: Api; readonly web: Api }) {
    this.#doors = doors;
  }

  async take(step: Step): Promise<void> {
    this.#now = step;
    await this.#do(step.deed);
    await this.check();
  }

  /** Checks that the agenda and the trash match the model. */
  async check(): Promise<void> {
    const { gpt, web } = this.#doors;
    const [shown, trash] = await Promise.all([readShown(gpt, this.model.zone), readTrash(web)]);
    expect(inOrder(shown)).toEqual(inOrder(this.model.shown()));
    expect(shown.map(placeOf)).toEqual(shown.map(placeOf).sort());
    expect(trash).toEqual(this.model.trash().sort());
  }

  get #door(): Api {
    return this.#now?.isByHand ? this.#doors.web : this.#doors.gpt;
  }

  async #do(deed: Deed): Promise<void> {
    const { model } = this;
    if (deed.kind === "create" || deed.kind === "createSeries") return this.#create(deed);
    if (deed.kind === "undo") return this.#undo(pick(model.changes(), deed.at));
    if (deed.kind === "undoConversation") return this.#undoConversation();
    if (deed.kind === "setZone") return this.#setZone(deed.zone);
    if (deed.kind === "hide") return this.#hide(deed.tag);
    if (deed.kind === "remind") return this.#remind(deed.from);
    if (deed.kind === "bulk") return this.#bulk(deed.selection, deed.bulk);
    if (deed.kind === "update" || deed.kind === "delete" || deed.kind === "restore") {
      const key = pick(model.keys(isSingle), deed.at);
      return key === undefined ? undefined : this.#single(deed, key);
    }
    const key = pick(model.keys(isRepeating), deed.at);
    const occurrence = key === undefined ? undefined : pick(keptDates(model.get(key)), deed.on);
    if (key !== undefined && occurrence !== undefined) await this.#series(deed, key, occurrence);
  }

  async #create(deed: Extract<Deed, { kind: "create" | "createSeries" }>): Promise<void> {
    const isSeries = deed.kind === "createSeries";
    const touched = isSeries
      ? [this.model.create(deed.says, deed.rule)]
      : deed.all.map((each) => this.model.create(each, null));
    const items = touched.map(({ after: { says, repeats } }) => {
      const { timeZone: _, ...wish } = says;
      const recurrence = repeats && `FREQ=DAILY;INTERVAL=${repeats.everyDays};COUNT=${repeats.count}`;
      return { ...made(wish, endOf(says) ?? {}), ...(recurrence && { recurrence }) };
    });
    const avoids = !isSeries && deed.avoid;
    const args = { items, allowDuplicates: true, ...(avoids && { avoidConflicts: true }) };
    if (avoids && this.model.isTaken(touched)) return this.#refuse("createItems", args, "time_taken");
    const answer = await this.#write("createItems", args, touched);
    if (!answer) return;
    for (const [index, { key }] of touched.entries()) this.#ids.set(key, answer.items[index]?.id ?? "");
    this.#enter(answer.change, { touched });
  }

  async #single(deed: Extract<Deed, { kind: "update" | "delete" | "restore" }>, key: Key): Promise<void> {
    const { model } = this;
    const id = this.#ids.get(key);
    const { isDeleted } = model.get(key);
    if (deed.kind === "restore")
      return this.#done("restoreItem", { id }, isDeleted ? model.setDeleted(key, false) : []);
    const name = deed.kind === "update" ? "updateItemById" : "deleteItemById";
    const avoids = deed.kind === "update" && deed.avoid;
    const wanted = deed.kind === "update" ? sent(deed.patch, patched(model.get(key).says, deed.patch, model.zone)) : {};
    const args = { id, ...wanted, ...(avoids && { avoidConflicts: true }) };
    if (isDeleted) return this.#refuse(name, args, "item_not_found");
    const touched = deed.kind === "update" ? model.update(key, deed.patch) : model.setDeleted(key, true);
    if (avoids && model.isTaken(touched)) return this.#refuse(name, args, "time_taken");
    return this.#done(name, args, touched);
  }

  async #series(
    deed: Extract<Deed, { kind: `${"update" | "delete"}${"This" | "Following" | "All"}` }>,
    key: Key,
    occurrence: string,
  ) {
    const { model } = this;
    const address = { id: this.#ids.get(key), occurrence };
    const isChange = "patch" in deed;
    const own = isChange ? sent(deed.patch, patched(shownOn(model.get(key), occurrence), deed.patch, model.zone)) : {};
    const unsaid = { ...address, ...own };
    await this.#refuse(isChange ? "updateItemById" : "deleteItemById", unsaid, "invalid_input");
    const update = (scope: string, patch: object, touched: readonly Touched[]) =>
      this.#done("updateItemById", { ...address, scope, ...patch }, touched);
    const cancel = (scope: string, touched: readonly Touched[]) =>
      this.#done("deleteItemById", { ...address, scope }, touched);
    switch (deed.kind) {
      case "updateThis":
        return update("this", own, model.updateThis(key, occurrence, deed.patch));
      case "updateFollowing":
        return update("following", own, model.updateFollowing(key, occurrence, deed.patch));
      case "updateAll": {
        const date = deed.moveDays === 0 ? {} : { date: addDays(occurrence, deed.moveDays) };
        const patch = { ...deed.patch, ...date };
        return update("all", { ...own, ...date }, model.updateAll(key, occurrence, patch));
      }
      case "deleteThis":
        return cancel("this", model.cancelThis(key, occurrence));
      case "deleteFollowing":
        return cancel("following", model.cancelFollowing(key, occurrence));
      case "deleteAll":
        return cancel("all", model.setDeleted(key, true));
    }
  }

  async #bulk(selection: Selection, bulk: Bulk): Promise<void> {
    const { model } = this;
    const { places, ...args } = this.#select(selection);
    if (places.length === 0 && selection.by !== "filter") return;
    const { deed, ...how } = bulk;
    const isWhole = ({ key, original }: Place) => original === null && model.get(key).repeats !== null;
    if ((deed === "complete" || deed === "gather") && places.some(isWhole))
      return this.#refuse(names[deed], { ...args, ...how }, "invalid_input");
    const touched = model.bulk(places, bulk);
    const changing = places.filter((place) => deed === "delete" || model.bulk([place], bulk).length > 0);
    const isBig = deed !== "complete" && changing.length > 10;
    const answer = await this.#write(names[deed], { ...args, ...how }, touched, isBig);
    if (!answer) return;
    expect([answer.count, answer.unchanged ?? 0]).toEqual([changing.length, places.length - changing.length]);
    this.#enter(answer.change, { touched });
  }

  #select(selection: Selection): {
    places: Place[];
    ids?: unknown[];
    occurrences?: unknown[];
    scope?: "all";
    filter?: object;
  } {
    const { model } = this;
    const idOf = ({ key }: Place) => this.#ids.get(key);
    if (selection.by === "filter") {
      const { by: _, from, days, ...rest } = selection;
      const to = addDays(from, days);
      const places = model.places(
        (says) =>
          says.date >= from &&
          says.date <= to &&
          (rest.done === undefined || says.done === rest.done) &&
          (rest.tag === undefined || says.tags.includes(rest.tag)),
      );
      return { places, filter: { from, to, ...rest } };
    }
    const isByPlace = selection.by === "places";
    const whole = model.keys(({ isDeleted }) => !isDeleted).map((key) => ({ key, original: null }));
    const there = isByPlace ? model.places() : whole;
    const places = [...new Set(selection.at.flatMap((index) => pick(there, index) ?? []))];
    const ids = places.filter(({ original }) => original === null).map(idOf);
    const occurrences = places.flatMap((place) =>
      place.original === null ? [] : [{ id: idOf(place), occurrence: place.original }],
    );
    return {
      places,
      ...(ids.length > 0 && { ids }),
      ...(ids.length > 0 && !isByPlace && { scope: "all" }),
      ...(occurrences.length > 0 && { occurrences }),
    };
  }

  async #setZone(timeZone: string): Promise<void> {
    const deeds = this.model.setZone(timeZone);
    const answer = await this.#write("updateSettings", { timeZone }, []);
    if (!answer) return;
    if (deeds) this.#enter(answer.change, deeds);
    else expect(answer).not.toHaveProperty("change");
  }

  async #undo(change: number | undefined): Promise<void> {
    if (change === undefined) return;
    if (this.model.isUndone(change)) return this.#refuse("undoChange", { id: change }, "already_undone");
    return this.#undoAll({ id: change }, [change]);
  }

  async #undoConversation(): Promise<void> {
    if (this.#now?.isByHand) return;
    return this.#undoAll({ conversation: "this" }, this.model.conversation());
  }

  async #undoAll(args: object, changes: readonly number[]): Promise<void> {
    const deeds = this.model.undo(changes);
    if (typeof deeds === "string") return this.#refuse("undoChange", args, deeds);
    const answer = await this.#write("undoChange", args, deeds.touched);
    if (!answer) return;
    this.#enter(answer.change, deeds, changes);
  }

  /** Performs on the server what the model expects, and learns the ids of new items. */
  async #done(name: "updateItemById" | "deleteItemById" | "restoreItem", args: object, touched: readonly Touched[]) {
    const answer = await this.#write(name, args, touched);
    if (!answer) return;
    for (const { key, before } of touched) if (before === null) this.#ids.set(key, answer.item.id);
    this.#enter(answer.change, { touched });
  }

  #enter(change: { readonly id: number } | undefined, deeds: Deeds, undoes: readonly number[] = []): void {
    expect(change !== undefined, "whether anything was changed").toBe(
      deeds.touched.length > 0 || deeds.zone !== undefined,
    );
    if (change) this.model.enter(change.id, deeds, { isByHand: this.#now?.isByHand ?? false, undoes });
  }

  async #refuse(name: OperationName, args: object, code: string): Promise<void> {
    expect((await this.#door.refusal(name, args)).code, `${name} ${JSON.stringify(args)}`).toBe(code);
  }

  /** For a program from which a tag is hidden, however that is written, what carries it does not exist. */
  async #hide(tag: string): Promise<void> {
    const { gpt, web } = this.#doors;
    const program = running.gpt.clientId;
    await web.call("updateAssistant", { program, hiddenTags: [tag] });
    expect(inOrder(await readShown(gpt, this.model.zone))).toEqual(inOrder(this.model.shown(tag.toLowerCase())));
    await web.call("updateAssistant", { program, hiddenTags: [] });
  }

  async #remind(from: string): Promise<void> {
    const to = addDays(from, 5);
    const [id] = this.#ids.values();
    const [row] = await query<{ userId: UserId }>(`SELECT "userId" FROM "Item" WHERE id = $1`, [id]);
    if (!row) return;
    const due = await dueBetween(row.userId, Date.parse(from), Date.parse(to));
    expect(due.map(String).sort()).toEqual(this.model.due(from, to).map(String).sort());
  }

  /** By an assistant that asks first, or may not do everything. @returns nothing if not accepted */
  async #ask<N extends OperationName>(name: N, args: object, touched: readonly Touched[], isBig: boolean, how: Asked) {
    const { gpt, web } = this.#doors;
    const allow = (what: object) => web.call("updateAssistant", { program: running.gpt.clientId, ...what });
    await allow(rights[how]);
    try {
      if (how === "forbidden") return void (await this.#refuse(name, args, "not_permitted"));
      const preview = isBig ? await gpt.call(name, { ...args, previewOnly: true }) : {};
      const confirm = "confirm" in preview ? { confirm: preview.confirm } : {};
      const { status, body } = await gpt.answer(name, { ...args, ...confirm });
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      // Words of a single date that a moved series leaves behind may be asked about, too.
      const takesAway = this.model.takesAway(touched);
      if (how === "neverDeletes" && (takesAway || !this.model.changesSeries(touched)))
        expect(status === 202, "asks").toBe(takesAway);
      if (how === "neverSeries") expect(status === 202, "asks").toBe(this.model.changesSeries(touched));
      if (status !== 202) return body; // done, or nothing would change
      await this.check();
      // What it no longer sees is not what it proposed. A zone is not of any item.
      const hidesIt = how === "hidden" && name !== "updateSettings" && name !== "undoChange";
      if (hidesIt) await allow({ hiddenTags: ["Work"] });
      const isHidden = hidesIt && touched.some(({ before }) => before && hasTag(before, "work"));
      const { proposal } = body as { proposal?: { id: string } };
      const ids = [proposal?.id];
      const [decided] = (await web.call("decideProposals", how === "declined" ? { decline: ids } : { accept: ids }))
        .decided;
      const state = how === "declined" ? how : isHidden ? "overtaken" : "accepted";
      expect(decided).toMatchObject({ state });
      return state === "accepted" ? await this.#carriedOut(body, decided?.change ?? 0) : undefined;
    } finally {
      await allow({ level: "writes", deletes: true, changesSeries: true, hiddenTags: [] });
    }
  }

  /** The answer to an accepted proposal, as if done at once: new items got their ids only then. */
  async #carriedOut<T extends object>(answer: T, id: number): Promise<T> {
    const [change] = (await this.#doors.web.call("listChanges", { since: id - 1, limit: 1 })).changes;
    const made = change?.items?.filter(({ kind }) => kind === "created") ?? [];
    const [first] = made;
    return {
      ...{ ...answer, change: { id } },
      ...("items" in answer && made.length > 0 && { items: made }),
      ...("item" in answer && first && { item: first }),
    };
  }

  /**
   * One write call in the mode of the step: plain, twice with one key, or with a preview first.
   * @param isBig whether a preview is mandatory
   * @returns nothing if it was confirmed too late and therefore refused
   */
  async #write<N extends OperationName>(name: N, args: object, touched: readonly Touched[], isBig = false) {
    const door = this.#door;
    const { how = "plain", isByHand = false } = this.#now ?? {};
    if (isAsked(how) && !isByHand) return this.#ask(name, args, touched, isBig, how);
    if (isBig && (how === "plain" || how === "repeated" || isAsked(how)))
      await this.#refuse(name, args, "confirmation_needed");
    if (how === "repeated" && !isBig) {
      const keyed = { ...args, idempotencyKey: randomUUID() };
      const first = await door.call(name, keyed);
      expect(await door.call(name, keyed)).toEqual({ ...first, repeated: true });
      const { idempotencyKey } = keyed;
      await this.#refuse("updateSettings", { weekStart: "Sunday", idempotencyKey }, "key_reused");
      return first;
    }
    if (!previewable.includes(name) || ((how === "plain" || isAsked(how)) && !isBig)) return door.call(name, args);
    const preview = await door.call(name, { ...args, previewOnly: true });
    expect(preview).toMatchObject({ preview: true, summary: expect.any(String) });
    expect(preview).not.toHaveProperty("change");
    await this.check();
    const { confirm } = preview as { confirm?: string };
    if (confirm === undefined) return door.call(name, args); // nothing would change
    if (how === "late") {
      await this.#comeBetween();
      await this.#refuse(name, { ...args, confirm }, "changed_since_preview");
      return undefined;
    }
    const answer = await door.call(name, { ...args, confirm });
    expect(told(answer)).toEqual(told(preview));
    return answer;
  }

  /** The user writes something while the assistant asks, or the other way round. */
  async #comeBetween(): Promise<void> {
    const wish = {
      text: "Milk",
      date: "2026-12-10",
      startTime: null,
      flight: false,
      notes: null,
      tags: [],
      reminders: [],
      done: false,
    };
    const touched = [this.model.create(wish, null)];
    const answer = await this.#door.call("createItems", { items: [made(wish, {})], allowDuplicates: true });
    for (const { key } of touched) this.#ids.set(key, answer.items[0]?.id ?? "");
    this.#enter(answer.change, { touched });
  }
}

type Shown = Says & { readonly startsAt: string | undefined };

/** The agenda as listed by the server, page by page. */
async function readShown(door: Api, zone: string): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (let cursor: string | undefined; ; ) {
    const window = cursor === undefined ? { from: "2026-10-01", to: "2027-06-30" } : { cursor };
    const page = await door.call("listItems", { ...window, limit: 23 });
    expect(page.timeZone).toBe(zone);
    for (const item of page.items) {
      const {
        text,
        date,
        startTime = null,
        timeZone = null,
        notes = null,
        tags = [],
        reminders = [],
        done,
        startsAt,
      } = item;
      shown.push({ text, date, startTime, timeZone, flight: isFlight(item), notes, tags, reminders, done, startsAt });
    }
    cursor = page.nextCursor;
    if (cursor === undefined) return shown;
  }
}

/** The model has no ends but those of flights. */
function isFlight({ startsAt = "", endsAt, endTimeZone }: Partial<Item>): boolean {
  if (endsAt === undefined) return false;
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
  expect({ minutes, endTimeZone }).toEqual({ minutes: flightMinutes, endTimeZone: flightTo });
  return true;
}

async function readTrash(door: Api): Promise<string[]> {
  const { items } = await door.call("listTrash", { limit: 200 });
  return items.map(({ text }) => text).sort();
}

const inOrder = (all: readonly Says[]) =>
  all
    .map(({ date, startTime, text, timeZone, flight, notes, tags, reminders, done }) =>
      JSON.stringify([date, startTime ?? "", text, timeZone, flight, notes, tags, reminders, done]),
    )
    .sort();
const placeOf = ({ date, startsAt }: Shown) =>
  `${date} ${startsAt === undefined ? "" : new Date(startsAt).toISOString()}`;
