"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId } from "react";
import { textOfWeekday } from "../../agenda/time/date-texts.ts";
import { weekdays } from "../../agenda/time/dates.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { Pick } from "../controls/pick.tsx";
import { keepLater } from "../device/remind-here.tsx";
import { ReminderField } from "../fields/reminder-field.tsx";
import { Devices } from "../reminders/devices.tsx";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { ZoneField } from "../zone/zone-field.tsx";
import { HoursField } from "./hours-field.tsx";
import type { Draft, FieldName, Settings as Saved } from "./settings-draft.ts";
import "./settings-page.css";
import { LanguagePick } from "./language-pick.tsx";
import { SingleKeys } from "./single-keys.tsx";
import { useSettings } from "./use-settings.ts";

/** A locale to choose, with an example of its formats. */
export interface LocaleChoice {
  readonly locale: string;
  readonly name: string;
}

interface Props {
  readonly initial: Saved;
  readonly locales: readonly LocaleChoice[];
  readonly hasSingleKeys: boolean;
  readonly writing: ReaderFormats;
}

/** Fields with several labelled parts. */
const unlabelled: readonly FieldName[] = ["workingHours", "showOverdue", "timedReminders", "allDayReminders"];

/** The settings page. Saved explicitly. */
export function Settings({ initial, locales, hasSingleKeys, writing }: Props) {
  const t = useTranslations();
  const id = useId();
  const { saved, before, draft, changed, set, save, undo, failure, done, isBusy } = useSettings(initial);
  const is = (name: FieldName) => changed.includes(name);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Unparsed input is reported at its field, and its old value not sent.
    const wrong = event.currentTarget.querySelector<HTMLElement>("[data-mistake]");
    return wrong ? wrong.focus() : save();
  };

  const problem = (name: FieldName) =>
    failure?.fields[name] && (
      <p className="field-problem" id={`${id}-${name}-problem`}>
        {failure.fields[name]}
      </p>
    );
  const describedBy = (name: FieldName) => ({
    id: `${id}-${name}`,
    "aria-invalid": failure?.fields[name] ? true : undefined,
    "aria-describedby": failure?.fields[name] ? `${id}-${name}-problem` : `${id}-${name}-hint`,
    className: `field ${is(name) ? "is-changed" : ""}`,
  });
  const setting = (name: FieldName, title: string, field: ReactNode, hint: ReactNode) => (
    <div className="setting">
      {unlabelled.includes(name) ? (
        <p className="setting-name" id={`${id}-${name}-name`}>
          {title}
        </p>
      ) : (
        <label className="setting-name" htmlFor={`${id}-${name}`}>
          {title}
        </label>
      )}
      <div className="setting-field">
        {field}
        {problem(name)}
        <p className="hint" id={`${id}-${name}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
  const reminders = (name: "timedReminders" | "allDayReminders", title: string, hint: string) =>
    setting(
      name,
      title,
      <ReminderField
        {...describedBy(name)}
        labelledBy={`${id}-${name}-name`}
        isAllDay={name === "allDayReminders"}
        reminders={draft[name]}
        onChange={(next) => set({ [name]: next })}
      />,
      hint,
    );
  return (
    <main id="main" className="settings">
      <header className="page-head">
        <h1 className="page-name">{t("settings.page")}</h1>
        <p className="page-sum">{t("settings.sum")}</p>
      </header>
      <form noValidate onSubmit={submit} aria-label={t("settings.page")}>
        {setting(
          "timeZone",
          t("settings.zone"),
          <ZoneField
            id={`${id}-timeZone`}
            value={draft.timeZone}
            isChanged={is("timeZone")}
            problem={failure?.fields.timeZone}
            onChange={(timeZone) => set({ timeZone })}
          />,
          t("settings.zoneHint"),
        )}
        {setting(
          "language",
          t("settings.language"),
          <LanguagePick
            {...describedBy("language")}
            value={draft.language}
            onChange={({ target }) => set({ language: target.value })}
          />,
          t("settings.languageHint"),
        )}
        {setting(
          "locale",
          t("settings.dates"),
          <Pick
            {...describedBy("locale")}
            value={draft.locale}
            onChange={({ target }) => set({ locale: target.value })}
          >
            <option value="">{t("settings.datesDefault")}</option>
            {locales.map(({ locale, name }) => (
              <option key={locale} value={locale}>
                {name}
              </option>
            ))}
          </Pick>,
          t("settings.datesHint"),
        )}
        {setting(
          "weekStart",
          t("settings.weekBegins"),
          <Pick
            {...describedBy("weekStart")}
            value={draft.weekStart}
            onChange={({ target }) => set({ weekStart: target.value as Draft["weekStart"] })}
          >
            <option value="">
              {before.weekStart === "" && !is("locale")
                ? t("settings.weekUsualDay", { day: textOfWeekday(saved.weekStart, t) })
                : t("settings.weekUsual")}
            </option>
            {weekdays.map((day) => (
              <option key={day} value={day}>
                {textOfWeekday(day, t)}
              </option>
            ))}
          </Pick>,
          t("settings.weekHint"),
        )}
        {setting(
          "workingHours",
          t("settings.hours"),
          <ReaderProvider value={{ ...writing, timeZone: saved.timeZone, today: "" }}>
            <HoursField
              spans={draft.workingHours}
              weekStart={draft.weekStart || saved.weekStart}
              isChanged={is("workingHours")}
              problemId={failure?.fields.workingHours ? `${id}-workingHours-problem` : undefined}
              onChange={(workingHours) => set({ workingHours })}
            />
          </ReaderProvider>,
          t("settings.hoursHint"),
        )}
        {setting(
          "defaultDurationMinutes",
          t("settings.length"),
          <span className="with-unit">
            <input
              {...describedBy("defaultDurationMinutes")}
              type="number"
              inputMode="numeric"
              min={1}
              max={1440}
              value={draft.defaultDurationMinutes}
              onChange={({ target }) => set({ defaultDurationMinutes: target.value })}
            />
            <span>{t("settings.min")}</span>
          </span>,
          t("settings.lengthHint"),
        )}
        {setting(
          "showOverdue",
          t("settings.left"),
          <label className="check-line">
            <input
              {...describedBy("showOverdue")}
              className={undefined}
              type="checkbox"
              checked={draft.showOverdue}
              onChange={({ target }) => set({ showOverdue: target.checked })}
            />
            {t("settings.leftShow")}
          </label>,
          t("settings.leftHint"),
        )}
        {reminders("timedReminders", t("settings.remind"), t("settings.remindHint"))}
        {reminders("allDayReminders", t("settings.remindAllDay"), t("settings.remindAllDayHint"))}
        {setting(
          "mapService",
          t("settings.map"),
          <Pick
            {...describedBy("mapService")}
            value={draft.mapService}
            onChange={({ target }) => set({ mapService: target.value as Draft["mapService"] })}
          >
            <option value="openstreetmap">OpenStreetMap</option>
            <option value="google">Google Maps</option>
            <option value="apple">Apple Maps</option>
          </Pick>,
          t("settings.mapHint"),
        )}
        {failure?.banner && <ErrorBanner>{failure.banner}</ErrorBanner>}
        {failure && !failure.banner && (
          <p className="sr-only" role="alert">
            {t("settings.notSaved", { problems: Object.values(failure.fields).join(" ") })}
          </p>
        )}
        <div className="settings-foot">
          <button className="button is-main" type="submit" aria-busy={isBusy}>
            {t("settings.saveIt")}
          </button>
          {changed.length > 0 && (
            <button className="button" type="button" onClick={() => set(before)}>
              {t("settings.discard")}
            </button>
          )}
          <p role="status">
            {isBusy ? <span className="sr-only">{t("settings.saving")}</span> : done?.words}{" "}
            {done?.change !== undefined && (
              <button className="act" type="button" onClick={() => done.change !== undefined && undo(done.change)}>
                {t("settings.undo")}
              </button>
            )}
          </p>
        </div>
      </form>
      <Devices timeZone={saved.timeZone} hour12={writing.hour12} words={writing.words} keep={keepLater} />
      <SingleKeys initial={hasSingleKeys} />
    </main>
  );
}
