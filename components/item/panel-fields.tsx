import { useTranslations } from "next-intl";
import { type ReactNode, useId, useMemo, useRef } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { limits } from "../../contract/limits.ts";
import { isComposing } from "../controls/is-composing.ts";
import { Pick } from "../controls/pick.tsx";
import {
  type Draft,
  draftOf,
  endsWithinADay,
  lengthMinutes,
  patchOf,
  remindersOf,
  withDate,
  withStart,
} from "../draft/item-draft.ts";
import { DateField } from "../fields/date-field.tsx";
import { ReminderField } from "../fields/reminder-field.tsx";
import { TimeField } from "../fields/time-field.tsx";
import { AllowReminders } from "../reminders/allow-reminders.tsx";
import { repeatStart } from "../repeats/repeat-choices.ts";
import { RepeatField } from "../repeats/repeat-field.tsx";
import type { FieldName } from "../sync/entry-key.ts";
import { patched } from "../sync/pending-writes.ts";
import { cityOf, duration } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { NearestFreeTimes } from "./nearest-free-times.tsx";
import { useAround } from "./reading/item-around.tsx";
import { TagsField } from "./tags-field.tsx";
import { useTaken } from "./use-taken.ts";

interface Props {
  /** The saved state. */
  readonly item: Item;
  readonly draft: Draft;
  readonly changed: ReadonlySet<FieldName>;
  readonly problems: Readonly<Record<string, string>>;
  /** Long notes are loaded in full first; until then they cannot be edited. */
  readonly areNotesWhole: boolean;
  /** Looks for other times at once. */
  readonly findsTime: boolean;
  readonly onChange: (next: Partial<Draft>) => void;
  readonly close: ReactNode;
  readonly children: ReactNode;
}

/** Field labels. A field in the contract that the panel lacks does not compile. */
const labels = {
  text: "item.text",
  date: "item.date",
  startTime: "item.startTime",
  endTime: "item.endTime",
  endDate: "item.endDate",
  timeZone: "item.timeZone",
  endTimeZone: "item.endTimeZone",
  recurrence: "item.recurrence",
  location: "item.location",
  url: "item.url",
  tags: "item.tags",
  reminders: "item.reminders",
  notes: "item.notes",
  done: "item.done",
} as const satisfies Readonly<Record<FieldName, string>>;

/** Every field of an item. Changed ones are bold; errors are shown below their field. */
export function PanelFields({
  item,
  draft,
  changed,
  problems,
  areNotesWhole,
  findsTime,
  onChange,
  close,
  children,
}: Props) {
  const t = useTranslations();
  const id = useId();
  const { timeZone: own, usualMinutes } = useReader();
  const zones = useMemo(() => [...new Set([own, ...Intl.supportedValuesOf("timeZone")])], [own]);
  const props = (name: FieldName, kind = "") => ({
    id: `${id}-${name}`,
    className: `field ${kind} ${changed.has(name) ? "is-changed" : ""}`,
    "aria-invalid": problems[name] ? true : undefined,
    "aria-describedby": problems[name] ? `${id}-${name}-problem` : undefined,
  });
  const problem = (name: FieldName) =>
    problems[name] && (
      <p className="field-problem" id={`${id}-${name}-problem`} role="alert">
        {problems[name]}
      </p>
    );
  const label = (name: FieldName) => <label htmlFor={`${id}-${name}`}>{t(labels[name])}</label>;
  const line = (name: "location" | "url", most: number, more = {}) => (
    <>
      {label(name)}
      <div>
        <input
          {...props(name)}
          {...more}
          value={draft[name]}
          maxLength={most * 2}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
        {problem(name)}
      </div>
    </>
  );
  const zonesWith = (chosen: string) =>
    (chosen && !zones.includes(chosen) ? [...zones, chosen] : zones).map((zone) => (
      <option key={zone} value={zone}>
        {zone === own ? t("item.yourZone", { city: cityOf(own) }) : zone.replaceAll("_", " ")}
      </option>
    ));
  // The last day counts from the date that was emptied.
  const dated = useRef(item.date);
  if (draft.date) dated.current = draft.date;
  const onDate = (date: string) => withDate(draft, date, own, dated.current);
  const minutes = lengthMinutes(draft, own);
  const taken = useTaken(item, draft);
  const around = useAround(placeItem(patched(item, patchOf(item, draft.date ? draft : draftOf(item)), own), own));
  // Then the end choices show the length; otherwise the end has its own date or zone.
  const isWithinADay = endsWithinADay(draft);
  return (
    <>
      <div className="panel-head">
        <label className="sr-only" htmlFor={`${id}-text`}>
          {t(labels.text)}
        </label>
        <div className="panel-name">
          <textarea
            {...props("text", "panel-title")}
            rows={1}
            value={draft.text}
            onChange={({ target }) => onChange({ text: target.value.replaceAll("\n", " ") })}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || isComposing(event.nativeEvent)) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
          {problem("text")}
        </div>
        {close}
      </div>
      <div className="panel-body">
        {children}
        <div className="fields">
          {label("date")}
          <div>
            <DateField
              {...props("date")}
              value={draft.date}
              time={draft.startTime}
              onChange={(date, time = draft.startTime) => {
                const there = onDate(date);
                onChange(time === draft.startTime ? there : withStart(there, time, own, usualMinutes));
              }}
            />
            {problem("date")}
          </div>
          {label("startTime")}
          <div>
            <div className="together">
              <TimeField
                {...props("startTime")}
                value={draft.startTime}
                isTaken={taken.asStart}
                onChange={(heard) => onChange(withStart(draft, heard?.time ?? "", own, usualMinutes))}
              />
              <span aria-hidden="true">{t("item.to")}</span>
              <TimeField
                {...props("endTime")}
                aria-label={t(labels.endTime)}
                value={draft.endTime}
                after={isWithinADay ? draft.startTime : undefined}
                isTaken={isWithinADay ? taken.asEnd : undefined}
                onChange={(heard) =>
                  onChange({
                    endTime: heard?.time ?? "",
                    ...(heard?.days !== undefined && { endDate: heard.days ? addDays(draft.date, heard.days) : "" }),
                  })
                }
              />
              <span className="hint">{minutes ? duration(minutes, t) : draft.startTime ? "" : t("item.allDay")}</span>
            </div>
            {problem("startTime")}
            {problem("endTime")}
            {draft.date && draft.startTime && <p className="hint">{around.words}</p>}
            <NearestFreeTimes
              itemId={item.id}
              occurrence={item.occurrence}
              draft={draft}
              isAsked={findsTime}
              onChange={onChange}
            />
          </div>
          {label("endDate")}
          <div>
            <DateField
              {...props("endDate")}
              value={draft.endDate}
              near={draft.date}
              onChange={(date) => {
                if (!draft.date) dated.current = ""; // it was chosen by itself
                onChange({ endDate: date === draft.date ? "" : date });
              }}
            />
            {problem("endDate")}
          </div>
          {label("recurrence")}
          <RepeatField
            id={`${id}-recurrence`}
            className={`field ${changed.has("recurrence") ? "is-changed" : ""}`}
            start={repeatStart(item, draft)}
            value={draft.recurrence}
            saved={{ rule: item.recurrence ?? "", words: item.recurrenceText }}
            problem={problems.recurrence}
            onChange={(recurrence) => onChange({ recurrence })}
            onStart={(date) => onChange(onDate(date))}
          />
          {draft.startTime && (
            <>
              {label("timeZone")}
              <div>
                <Pick
                  {...props("timeZone")}
                  value={draft.timeZone || own}
                  onChange={({ target }) => onChange({ timeZone: target.value })}
                >
                  {zonesWith(draft.timeZone)}
                </Pick>
                {problem("timeZone")}
              </div>
            </>
          )}
          {draft.startTime && draft.endTime && (
            <>
              {label("endTimeZone")}
              <div>
                <Pick
                  {...props("endTimeZone")}
                  value={draft.endTimeZone}
                  onChange={({ target }) => onChange({ endTimeZone: target.value })}
                >
                  <option value="">{t("item.sameZone")}</option>
                  {zonesWith(draft.endTimeZone)}
                </Pick>
                {problem("endTimeZone")}
              </div>
            </>
          )}
          <span className="label" id={`${id}-reminders-name`}>
            {t(labels.reminders)}
          </span>
          <div>
            <ReminderField
              {...props("reminders")}
              labelledBy={`${id}-reminders-name`}
              isAllDay={!draft.startTime}
              reminders={remindersOf(draft)}
              onChange={(reminders) => onChange({ reminders })}
            />
            {problem("reminders")}
            {changed.has("reminders") && draft.reminders.length > 0 && <AllowReminders />}
          </div>
          {line("location", limits.location)}
          {line("url", limits.url, { type: "url", placeholder: "https://", inputMode: "url" })}
          <span className="label" id={`${id}-tags-name`}>
            {t(labels.tags)}
          </span>
          <div>
            <TagsField
              {...props("tags")}
              labelledBy={`${id}-tags-name`}
              tags={draft.tags}
              onChange={(tags) => onChange({ tags })}
            />
            {problem("tags")}
          </div>
          {label("notes")}
          <div>
            <textarea
              {...props("notes")}
              value={draft.notes}
              readOnly={!areNotesWhole}
              onChange={({ target }) => onChange({ notes: target.value })}
            />
            {problem("notes")}
          </div>
          <span className="label" aria-hidden="true">
            {t(labels.done)}
          </span>
          <label className="done">
            <input type="checkbox" checked={draft.done} onChange={({ target }) => onChange({ done: target.checked })} />
            <span className={changed.has("done") ? "is-changed" : ""}>
              {t(draft.done ? "item.done" : "item.notDone")}
            </span>
          </label>
        </div>
      </div>
    </>
  );
}
