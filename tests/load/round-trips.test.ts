import { expect, test } from "@playwright/test";
import { gptDoor, newcomer } from "../harness/api.ts";
import { startInstance } from "../harness/instance.ts";
import { makeDatabase } from "../harness/own-database.ts";
import { startSlowLine } from "../harness/round-trips.ts";

test("a usual write takes four round trips to the database at most, a list one", async () => {
  test.setTimeout(120_000);
  const database = await makeDatabase();
  const line = await startSlowLine(database.url);
  const app = await startInstance({ env: { DATABASE_URL: line.url, DIRECT_DATABASE_URL: database.url } });
  try {
    const { client } = await newcomer();
    const api = gptDoor(client, app.url);
    /**
     * The fewest round trips of up to twelve calls: other work, such as the reminder check every two seconds, adds some, on a busy machine
     * to each.
     */
    const leastOf = async (
      most: number,
      call: () => Promise<unknown>,
      prepare: () => Promise<unknown> = async () => {},
    ) => {
      let least = Number.POSITIVE_INFINITY;
      for (let time = 0; time < 12 && least > most; time++) {
        await prepare();
        const before = line.roundTrips();
        await call();
        least = Math.min(least, line.roundTrips() - before);
      }
      return least;
    };
    await api.call("updateSettings", { timeZone: "Europe/Paris" });
    let serial = 0;
    let turned = false;
    /** The other answer each time, so that every call changes something. */
    const isTurned = () => {
      turned = !turned;
      return turned;
    };
    const create = async (count = 1) => {
      const items = Array.from({ length: count }, () => {
        serial += 1;
        return { text: `Dentist ${serial}`, date: "2027-03-05", startTime: "09:00", endTime: "10:00" };
      });
      return (await api.call("createItems", { items, idempotencyKey: `round-trips-${serial}` })).items;
    };
    const [kept, ...spare] = (await create(11)).map(({ id }) => id);
    const bread = () => api.call("createItems", { items: [{ text: `Bread ${serial++}`, date: "2027-03-05" }] });
    const threeMilks = () =>
      api.call("createItems", { items: [1, 2, 3].map((n) => ({ text: `Milk ${n} ${serial++}`, date: "2027-03-06" })) });
    const leek = { date: "2027-03-10", startTime: "09:00" };
    await api.call("createItems", { items: [1, 2].map((n) => ({ ...leek, text: `Leek ${n}` })) });
    const update = () => api.call("updateItemById", { id: kept, startTime: `10:${10 + serial++}`, endTime: "12:00" });
    const remove = () => api.call("deleteItemById", { id: spare.pop() });
    const [some, others] = [spare.splice(0, 2), spare.splice(0, 2)];
    const complete = () => api.call("completeItems", { ids: others, done: isTurned() });
    const reschedule = () => api.call("rescheduleItems", { ids: some, days: 1 });
    const completeFound = () => api.call("completeItems", { filter: { from: "2027-03-06" }, done: isTurned() });
    const moveFound = () =>
      api.call("rescheduleItems", { filter: { from: "2027-03-10", to: "2027-03-11" }, days: isTurned() ? 1 : -1 });
    const undo = () => api.call("undoChange", { last: true });
    let changed = 0;
    const change = async () => {
      changed = (await api.call("updateItemById", { id: kept, text: `Dentist, ${serial++}` })).change?.id ?? 0;
    };
    const undoById = () => api.call("undoChange", { id: changed });
    const set = () => api.call("updateSettings", { defaultDurationMinutes: 30 + (serial++ % 30) });
    expect({
      list: await leastOf(1, () => api.call("listItems", {})),
      next: await leastOf(1, () => api.call("listItems", { from: "2027-03-01", to: "2027-03-31" })),
      create: await leastOf(4, () => create()),
      createWithoutTime: await leastOf(4, bread),
      createThree: await leastOf(4, threeMilks),
      update: await leastOf(4, update),
      delete: await leastOf(3, remove),
      complete: await leastOf(3, complete),
      reschedule: await leastOf(4, reschedule),
      completeFound: await leastOf(3, completeFound),
      moveFound: await leastOf(4, moveFound),
      undo: await leastOf(4, undo),
      undoById: await leastOf(4, undoById, change),
      set: await leastOf(4, set),
    }).toEqual({
      ...{
        list: 1,
        next: 1,
        create: 4,
        createWithoutTime: 4,
        createThree: 4,
        update: 4,
        delete: 3,
        complete: 3,
        reschedule: 4,
      },
      ...{ completeFound: 3, moveFound: 4, undo: 4, undoById: 4, set: 4 },
    });
  } finally {
    await app.stop();
    await line.close();
    await database.remove();
  }
});
