"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { type Answer, ApiError, call } from "../sync/api-client.ts";
import type { Clock } from "../time/clock-words.ts";
import type { DateWords } from "../time/date-words.ts";
import { momentWords } from "../time/moment-words.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { showDueBanners } from "./due-banners.tsx";
import type { RemindingPage } from "./known-reminders.ts";
import {
  allowReminders,
  areRemindersOff,
  isToldOfProposals,
  type PushState,
  readPushState,
  rememberChoices,
  tellOfProposals,
  thisDevice,
  unsubscribe,
} from "./push-subscription.ts";
import "./reminders.css";

type Device = Answer<"listDevices">["devices"][number];

const outcomes = {
  reached: "reminders.reached",
  gone: "reminders.gone",
  failed: "reminders.notReached",
} as const satisfies Readonly<Record<Answer<"testDevice">["delivery"], string>>;

interface Props extends Clock {
  readonly words: DateWords;
  readonly keep: RemindingPage["keep"];
}

/** Browsers that get reminders, and whether this one does. */
export function Devices({ timeZone, hour12, words: dates, keep }: Props) {
  const t = useTranslations();
  const [devices, setDevices] = useState<readonly Device[]>();
  const [hasKey, setHasKey] = useState(true);
  const [state, setState] = useState<PushState>();
  const [words, setWords] = useState("");
  const read = async () => {
    const [answer, now] = await Promise.all([call("listDevices", {}), readPushState()]);
    setDevices(answer.devices);
    setHasKey(answer.pushKey !== undefined);
    setState(now);
  };
  const attempt = async (work: () => Promise<string>) => {
    setWords("");
    try {
      const done = await work();
      await read();
      setWords(done);
    } catch (thrown) {
      setWords(thrown instanceof ApiError ? thrown.message : t("reminders.couldNot"));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void attempt(async () => ""), []);

  useEffect(() => showDueBanners({ timeZone, hour12 }, { keep, listsWaiting: false }), [timeZone, hour12, keep]);

  const momentOf = (at: string) =>
    momentWords(Date.parse(at), { timeZone, hour12, words: dates, today: wallOf(Date.now(), timeZone).date }, t);
  const own = devices?.find(({ id }) => id === thisDevice());
  useEffect(() => own && rememberChoices(own), [own]);
  return (
    <section className="settings" aria-labelledby="devices-name">
      <h2 className="setting-name" id="devices-name">
        {t("reminders.where")}
      </h2>
      {devices === undefined && !words && <p className="hint">{t("reminders.reading")}</p>}
      <ul className="device-list">
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} isThis={device === own} attempt={attempt} momentOf={momentOf} />
        ))}
        {devices && !own && (
          <li>
            <span className="grow">
              {t("reminders.thisBrowser")}
              <small>{t(stateOf(state, hasKey))}</small>
            </span>
            {state === "page" && !areRemindersOff() && (
              <label className="check-line">
                <input
                  type="checkbox"
                  defaultChecked={isToldOfProposals()}
                  onChange={({ target }) => tellOfProposals(target.checked)}
                />
                {t("reminders.proposalsHere")}
              </label>
            )}
            {state !== "denied" && state !== "unsupported" && hasKey && (
              <button
                className="button"
                type="button"
                onClick={() => attempt(async () => t(stateOf(await allowReminders(), true)))}
              >
                {t("reminders.allowAct")}
              </button>
            )}
          </li>
        )}
      </ul>
      <p role="status" className="hint">
        {words}
      </p>
    </section>
  );
}

interface RowProps {
  readonly device: Device;
  readonly isThis: boolean;
  readonly attempt: (work: () => Promise<string>) => Promise<void>;
  readonly momentOf: (at: string) => string;
}

function DeviceRow({ device: { id, name, on, discreet, proposals, reachedAt }, isThis, attempt, momentOf }: RowProps) {
  const t = useTranslations();
  const hidden = { name, of: (words: ReactNode) => <span className="sr-only">{words}</span> };
  return (
    <li>
      <span className="grow">
        {isThis ? t("reminders.andThis", { name }) : name}
        <small>{reachedAt ? t("reminders.lastReached", { when: momentOf(reachedAt) }) : t("reminders.never")}</small>
      </span>
      <label className="check-line">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, on: checked });
              return t(checked ? "reminders.turnedOn" : "reminders.turnedOff");
            })
          }
        />
        {t.rich("reminders.on", hidden)}
      </label>
      <label className="check-line">
        <input
          type="checkbox"
          checked={discreet}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, discreet: checked });
              return t(checked ? "reminders.discreetOn" : "reminders.discreetOff");
            })
          }
        />
        {t.rich("reminders.hideWords", hidden)}
      </label>
      <label className="check-line">
        <input
          type="checkbox"
          checked={proposals}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, proposals: checked });
              return t(checked ? "reminders.proposalsOn" : "reminders.proposalsOff");
            })
          }
        />
        {t.rich("reminders.proposalsToo", hidden)}
      </label>
      <button
        className="act is-quiet"
        type="button"
        onClick={() => attempt(async () => t(outcomes[(await call("testDevice", { id })).delivery]))}
      >
        {t.rich("reminders.test", hidden)}
      </button>
      <button
        className="act is-quiet"
        type="button"
        onClick={() =>
          attempt(async () => {
            if (isThis) await unsubscribe();
            await call("removeDevice", { id });
            return t("reminders.stopped");
          })
        }
      >
        {t.rich("reminders.stop", hidden)}
      </button>
    </li>
  );
}

function stateOf(state: PushState | undefined, hasKey: boolean) {
  if (!hasKey) return "reminders.none";
  if (state === "denied") return "reminders.refused";
  if (state === "unsupported") return "reminders.unsupported";
  if (state === "page") return areRemindersOff() ? "reminders.unsupported" : "reminders.noPush";
  return state === "push" ? "reminders.comeHere" : "reminders.notAllowed";
}
