import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { call } from "../bench/agendas.ts";
import type { Person } from "../bench/person.ts";

const cities = [
  ...["Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago"],
  ...["America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores"],
  ...["Europe/London", "Europe/Paris", "Europe/Athens", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka"],
  ...["Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Pacific/Noumea", "Pacific/Auckland"],
];

/** A zone in which it is about eleven in the morning, so that half the day is over whenever the screenshots are taken. */
export function lateMorningZone(nowMs: number): string {
  const minutesFromEleven = (timeZone: string) => {
    const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
    return Math.abs(hour * 60 + minute - 11 * 60);
  };
  return [...cities].sort((one, other) => minutesFromEleven(one) - minutesFromEleven(other))[0] ?? "UTC";
}

/** Fills an agenda like a real user's: first their own week, then what an assistant added and changed. */
export async function fillExample(person: Person, timeZone: string, asPerson: PageCall): Promise<void> {
  const today = dateIn(Date.now(), timeZone);
  const day = (offset: number) => addDays(today, offset);
  const monday = weekStartOf(today);
  const own = [
    { text: "Pay the rent", date: day(-1), done: true },
    { text: "Return the library books", date: day(-2) },
    { text: "Water the plants", date: monday, recurrence: "FREQ=WEEKLY;BYDAY=MO,WE,SA,SU", tags: ["home"] },
    {
      text: "Stand-up",
      date: monday,
      startTime: "09:15",
      endTime: "09:30",
      recurrence: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    },
    {
      text: "Board meeting",
      date: today,
      startTime: "09:00",
      endTime: "12:00",
      location: "Room 4",
      notes: "Bring the figures for autumn.",
    },
    { text: "Call the plumber", date: today, startTime: "08:00", endTime: "08:20", done: true },
    {
      text: "Lunch with Ana",
      date: today,
      startTime: "12:30",
      endTime: "13:30",
      location: "Luigi's",
      tags: ["friends"],
    },
    { text: "Review of the offer", date: today, startTime: "13:00", endTime: "14:00" },
    {
      text: "Physio",
      date: today,
      startTime: "17:00",
      endTime: "18:00",
      location: "12 rue de la Paix",
      url: "https://example.org/physio",
    },
    { text: "Ben's birthday", date: day(2) },
    { text: "Trip to Lyon", date: day(3), endDate: day(5), location: "Lyon" },
    { text: "Night train", date: day(5), startTime: "21:30", endDate: day(6), endTime: "06:10" },
    { text: "Dentist", date: day(1), startTime: "09:00", endTime: "09:45" },
    { text: "Concert", date: day(4), startTime: "20:00", endTime: "22:30" },
    { text: "Quarterly report", date: day(9), notes: "Draft by Wednesday." },
    { text: "Parents' evening", date: day(12), startTime: "19:00", endTime: "20:30" },
  ];
  await asPerson("POST", "/api/items", { items: own });
  const assistants = [
    { text: "Pick up the parcel", date: today, startTime: "14:30", endTime: "14:45", location: "Post office" },
    { text: "Buy a present for Ben", date: day(1) },
    {
      text: "Video call with Maria",
      date: day(1),
      startTime: "15:00",
      endTime: "15:30",
      url: "https://example.org/call",
    },
  ];
  await call(person.gpt, "createItems", { items: assistants });
  const { items } = (await call(person.gpt, "listItems", { from: today, to: day(7) })) as { items: Listed[] };
  const named = (text: string) => items.find((item) => item.text === text);
  const physio = named("Physio");
  if (physio) await call(person.gpt, "updateItemById", { id: physio.id, startTime: "18:00", endTime: "19:00" });
  const dentist = named("Dentist");
  if (dentist) await call(person.gpt, "updateItemById", { id: dentist.id, location: "4 High Street" });
  const concert = named("Concert");
  if (concert) await call(person.gpt, "deleteItemById", { id: concert.id });
}

/** A small agenda, and what an assistant that asks first would do with it. */
export async function fillAsked(person: Person, timeZone: string, asPerson: PageCall): Promise<void> {
  const today = dateIn(Date.now(), timeZone);
  const day = (offset: number) => addDays(today, offset);
  const reminded = { startTime: "18:30", endTime: "19:15", reminders: ["30m"] };
  const own = [
    { text: "Yoga", date: today, location: "Main hall", ...reminded },
    { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" },
  ];
  await asPerson("POST", "/api/items", { items: own });
  await asPerson("PATCH", "/api/assistants", { newPrograms: "asks" });
  const { items } = (await call(person.gpt, "listItems", { from: today, to: day(7) })) as { items: Listed[] };
  const physio = items.find(({ text }) => text === "Physio");
  const corrections = { text: "Print corrections", date: day(1), startTime: "15:15", endTime: "17:15" };
  await call(person.gpt, "createItems", { items: [corrections] });
  await call(person.gpt, "updateItemById", { id: physio?.id, date: day(2), startTime: "10:00", endTime: "10:45" });
}

interface Listed {
  readonly id: string;
  readonly text: string;
}

/** Calls the API as the user's own page does. */
type PageCall = (method: string, path: string, body: unknown) => Promise<void>;
