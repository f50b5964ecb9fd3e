import { z } from "zod";
import { addresses } from "./addresses.ts";
import { ChangeRef } from "./history.ts";
import type { Operation } from "./operation.ts";
import { TimeZone, ZoneSource } from "./time.ts";
import { writing } from "./writing.ts";

/** What a person sets once. */

const Settings = z.object({ timeZone: TimeZone, timeZoneSource: ZoneSource.exclude(["request"]) });

export const getSettings = {
  ...addresses.getSettings,
  name: "getSettings",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: "Read the person's settings: the time zone, and whether it is known.",
  input: z.strictObject({}),
  output: Settings,
  problems: [],
} as const satisfies Operation;

export const updateSettings = {
  ...addresses.updateSettings,
  name: "updateSettings",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: "Set the person's time zone. Timed items stay in the zone they were made in.",
  input: z.strictObject({ timeZone: TimeZone.meta({ description: "IANA name, such as Europe/Paris." }), ...writing }),
  output: Settings.extend({ change: ChangeRef.optional().meta({ description: "Absent when it was so already." }) }),
  problems: [],
} as const satisfies Operation;
