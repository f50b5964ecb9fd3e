import { test } from "@playwright/test";
import fc from "fast-check";
import { instantOf, wallTimeIn } from "../../../agenda/time/instants.ts";
import { momentOf, wallOf } from "../../../components/time/wall-in-zone.ts";
import { requireEqual } from "../require-equal.ts";

const zones = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"];
const zone = fc.constantFrom(...zones);
const minutes = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2090, 0) / 60_000 });
const changes = zones.flatMap((timeZone) => {
  const first = Temporal.Instant.from("2011-01-01T00:00Z").toZonedDateTimeISO(timeZone);
  const next = first.getTimeZoneTransition("next");
  return next ? [{ timeZone, ms: next.epochMilliseconds }] : [];
});

test("the browser's local time in a zone equals the server's", () => {
  fc.assert(
    fc.property(zone, minutes, (timeZone, minute) => {
      requireEqual(wallOf(minute * 60_000, timeZone), wallTimeIn(minute * 60_000, timeZone));
    }),
  );
});

test("both find the same instant for a local time, also where clocks change", () => {
  const near = fc
    .constantFrom(...changes)
    .chain(({ timeZone, ms }) =>
      fc.integer({ min: -180, max: 180 }).map((away) => ({ timeZone, ms: ms + away * 60_000 })),
    );
  const anywhere = fc.record({ timeZone: zone, ms: minutes.map((minute) => minute * 60_000) });
  fc.assert(
    fc.property(fc.oneof(near, anywhere), fc.integer({ min: -90, max: 90 }), ({ timeZone, ms }, shift) => {
      // A local time that may be skipped or repeated: that of an instant, shifted.
      const wall = wallTimeIn(ms + shift * 60_000, "UTC");
      requireEqual(momentOf(wall, timeZone), instantOf(wall.date, wall.time, timeZone));
      const own = wallTimeIn(ms, timeZone);
      requireEqual(momentOf(own, timeZone), instantOf(own.date, own.time, timeZone));
    }),
  );
});
