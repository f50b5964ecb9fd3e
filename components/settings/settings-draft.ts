import type { Answer, Sent } from "../sync/api-client.ts";

export type Settings = Answer<"getSettings">;
export type Span = Settings["workingHours"][number];
export type Weekday = Settings["weekStart"];

/** Settings as form fields; empty for the default. */
export interface Draft {
  readonly timeZone: string;
  readonly weekStart: Weekday | "";
  readonly workingHours: readonly Span[];
  readonly defaultDurationMinutes: string;
  readonly locale: string;
  readonly showOverdue: boolean;
  readonly timedReminders: readonly string[];
  readonly allDayReminders: readonly string[];
  readonly mapService: Settings["mapService"];
  readonly language: string;
}
export type FieldName = keyof Draft;

export function draftOf({
  timeZone,
  weekStart,
  workingHours,
  defaultDurationMinutes,
  locale = "",
  showOverdue,
  timedReminders,
  allDayReminders,
  mapService,
  language = "",
  defaults,
}: Settings): Draft {
  return {
    timeZone,
    weekStart: defaults.includes("weekStart") ? "" : weekStart,
    workingHours,
    defaultDurationMinutes: String(defaultDurationMinutes),
    locale,
    showOverdue,
    timedReminders,
    allDayReminders,
    mapService,
    language,
  };
}

export function changedFields(saved: Draft, draft: Draft): FieldName[] {
  return (Object.keys(draft) as FieldName[]).filter(
    (name) => JSON.stringify(saved[name]) !== JSON.stringify(draft[name]),
  );
}

/** Only what changed, null to restore the default. An invalid number is sent as it is, for the server to refuse. */
export function patchOf(saved: Draft, draft: Draft): Sent<"updateSettings"> {
  const values = {
    ...draft,
    weekStart: draft.weekStart || null,
    workingHours: draft.workingHours.length === 0 ? null : draft.workingHours,
    defaultDurationMinutes: draft.defaultDurationMinutes === "" ? null : Number(draft.defaultDurationMinutes),
    locale: draft.locale || null,
    language: draft.language || null,
  };
  return Object.fromEntries(changedFields(saved, draft).map((name) => [name, values[name]]));
}
