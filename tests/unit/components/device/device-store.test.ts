import "fake-indexeddb/auto";
import { expect, test } from "@playwright/test";
import {
  changeKept,
  claimDevice,
  eraseDevice,
  type KeptAgenda,
  keptMs,
  readKept,
} from "../../../../components/device/device-store.ts";
import { english } from "../../../../components/time/date-words.ts";
import { item } from "../page-items.ts";

const at = Date.UTC(2026, 10, 27);

const agendaOf = (scope: string, text: string): KeptAgenda => ({
  scope,
  name: scope,
  loaded: { ranges: [], items: [item({ text })], itemsBefore: 0, rev: 1, timeZone: "UTC", timeZoneSource: "settings" },
  fresh: { rev: 1, version: 0, marks: [], more: { changes: 0 } } as never,
  writing: {
    ...{ hour12: false, locale: "en", words: english, weekStart: "Monday", usualMinutes: 60 },
    ...{ hasSingleKeys: true, workingHours: [], mapService: "openstreetmap" },
  },
  asOfMs: at,
});

const textKept = async () => (await readKept(at))?.loaded.items.map(({ text }) => text);

test.describe.configure({ mode: "serial" });
test.beforeEach(() => eraseDevice());

test("the device keeps what its person's page shows", async () => {
  await claimDevice(agendaOf("ann", "Dentist"));
  await changeKept("ann", (kept) => ({ ...kept, loaded: agendaOf("ann", "Optician").loaded }));
  await claimDevice(agendaOf("ann", "Reloaded"));
  expect(await textKept()).toEqual(["Optician"]);
});

test("of another person who signs in nothing stays", async () => {
  await claimDevice(agendaOf("ann", "Dentist"));
  await claimDevice(agendaOf("ben", "Gym"));
  expect(await textKept()).toEqual(["Gym"]);
});

test("a page that outlives its session writes nothing: neither after a sign-out nor to somebody else's", async () => {
  await claimDevice(agendaOf("ann", "Dentist"));
  await eraseDevice();
  await changeKept("ann", () => agendaOf("ann", "Late"));
  expect(await textKept()).toBeUndefined();
  await claimDevice(agendaOf("ben", "Gym"));
  await changeKept("ann", () => agendaOf("ann", "Late"));
  await eraseDevice("ann");
  expect(await textKept()).toEqual(["Gym"]);
});

test("what is older than a session is erased instead of shown", async () => {
  await claimDevice(agendaOf("ann", "Dentist"));
  expect(await readKept(at + keptMs - 1)).toBeDefined();
  expect(await readKept(at + keptMs)).toBeUndefined();
  expect(await readKept(at)).toBeUndefined();
});
