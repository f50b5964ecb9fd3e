"use client";
import { CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { textOfWeekday } from "../../agenda/time/date-texts.ts";
import { wordsOfRefusedUndo } from "../actions/undo-words.ts";
import { Pick } from "../controls/pick.tsx";
import { ReminderField } from "../fields/reminder-field.tsx";
import { Devices } from "../reminders/devices.tsx";
import { ApiError, call } from "../sync/api-client.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { weekdaysFromMonday } from "../time/date-names.ts";
import { type ReaderFormats, ReaderProvider } from "../time/reader.ts";
import { ZoneField } from "../zone/zone-field.tsx";
import { HoursField } from "./hours-field.tsx";
import {
  changedFields,
  type Draft,
  draftOf,
  type FieldName,
  patchOf,
  type Settings as Saved,
} from "./settings-draft.ts";
import "./settings-page.css";
import { LanguagePick } from "./language-pick.tsx";
import { SingleKeys } from "./single-keys.tsx";

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

interface Done {
  readonly words: string;
  /** The change to undo. */
  readonly change?: number | undefined;
}

/** Fields with several labelled parts. */
const unlabelled: readonly FieldName[] = ["workingHours", "showOverdue", "timedReminders", "allDayReminders"];

/** The settings page. Saved explicitly; the latest save can be undone here, older ones in the activity. */
export function Settings({ initial, locales, hasSingleKeys, writing }: Props) {
  const t = useTranslations();
  const router = useRouter();
  const id = useId();
  const [saved, setSaved] = useState(initial);
  const [draft, setDraft] = useState<Draft>(() => draftOf(initial));
  const [failure, setFailure] = useState<FailureWords>();
  const [done, setDone] = useState<Done>();
  const [isBusy, setIsBusy] = useState(false);
  const before = draftOf(saved);
  const changed = changedFields(before, draft);
  const is = (name: FieldName) => changed.includes(name);
  const set = (next: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...next }));
    setDone(undefined);
  };
  /** @param known as the server knew the fields before it answered: what is changed since then stays, to be saved */
  const take = (next: Saved, known: Draft) => {
    // All text of the page changes.
    if (next.language !== saved.language) return location.reload();
    setSaved(next);
    setDraft((now) => ({
      ...draftOf(next),
      ...Object.fromEntries(changedFields(known, now).map((name) => [name, now[name]])),
    }));
    router.refresh(); // other pages depend on these settings
  };

  async function attempt(work: () => Promise<void>, wordsOf: (error: ApiError) => FailureWords) {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    setDone(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(wordsOf(thrown));
    } finally {
      setIsBusy(false);
    }
  }
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Unparsed input is reported at its field, and its old value not sent.
    const wrong = event.currentTarget.querySelector<HTMLElement>("[data-mistake]");
    if (wrong) return wrong.focus();
    if (changed.length === 0) return setDone({ words: t("settings.nothingChanged") });
    return attempt(
      async () => {
        const { change, meaning, ...next } = await call("updateSettings", patchOf(before, draft));
        take(next, draft);
        setDone({
          words: meaning ? t("settings.savedMeaning", { meaning }) : t("settings.saved"),
          change: change?.id,
        });
      },
      (error) => wordsOfFailure(error, t),
    );
  };
  const undo = (change: number) =>
    attempt(
      async () => {
        await call("undoChange", { id: change });
        take(await call("getSettings", {}), before);
        setDone({ words: t("settings.takenBack") });
      },
      (error) => ({ fields: {}, banner: wordsOfRefusedUndo(error, t) }),
    );

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
      <form noValidate onSubmit={save} aria-label={t("settings.page")}>
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
            {weekdaysFromMonday.map((day) => (
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
        {failure?.banner && (
          <p className="banner is-error" role="alert">
            <CircleAlert className="icon" aria-hidden="true" />
            <span>{failure.banner}</span>
          </p>
        )}
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
      <Devices timeZone={saved.timeZone} hour12={writing.hour12} />
      <SingleKeys initial={hasSingleKeys} />
    </main>
  );
}
