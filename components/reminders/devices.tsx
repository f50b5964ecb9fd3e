"use client";
import { useEffect, useState } from "react";
import { type Answer, ApiError, call } from "../sync/api-client.ts";
import { showDueBanners } from "./due-banners.tsx";
import {
  allowReminders,
  isToldOfProposals,
  type PushState,
  readPushState,
  tellOfProposals,
  thisDevice,
  unsubscribe,
} from "./push-subscription.ts";
import "./reminders.css";

type Device = Answer<"listDevices">["devices"][number];

const outcomes: Readonly<Record<Answer<"testDevice">["delivery"], string>> = {
  reached: "Sent. It arrives there in a moment.",
  gone: "This browser takes no reminders any more, and was removed.",
  failed: "Its push service did not answer. Try again later.",
};
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Which browsers take reminders, and whether this one does. */
export function Devices() {
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
      setWords(thrown instanceof ApiError ? thrown.message : "This could not be done.");
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void attempt(async () => ""), []);

  useEffect(showDueBanners, []);

  const own = devices?.find(({ id }) => id === thisDevice());
  return (
    <section className="settings" aria-labelledby="devices-name">
      <h2 className="setting-name" id="devices-name">
        Where reminders come
      </h2>
      {devices === undefined && !words && <p className="hint">Reading…</p>}
      <ul className="device-list">
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} isThis={device === own} attempt={attempt} />
        ))}
        {devices && !own && (
          <li>
            <span className="grow">
              This browser
              <small>{wordsOf(state, hasKey)}</small>
            </span>
            {state === "page" && (
              <label className="check-line">
                <input
                  type="checkbox"
                  defaultChecked={isToldOfProposals()}
                  onChange={({ target }) => tellOfProposals(target.checked)}
                />
                Proposals, too
              </label>
            )}
            {state !== "denied" && state !== "unsupported" && hasKey && (
              <button
                className="button"
                type="button"
                onClick={() => attempt(async () => wordsOf(await allowReminders(), true))}
              >
                Allow…
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
}

function DeviceRow({ device: { id, name, on, discreet, proposals, reachedAt }, isThis, attempt }: RowProps) {
  const hidden = <span className="sr-only"> on {name}</span>;
  return (
    <li>
      <span className="grow">
        {name}
        {isThis && ", this browser"}
        <small>{reachedAt ? `Last reached ${moment.format(Date.parse(reachedAt))}` : "Not reached yet"}</small>
      </span>
      <label className="check-line">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, on: checked });
              return checked ? "Turned on." : "Turned off.";
            })
          }
        />
        On{hidden}
      </label>
      <label className="check-line">
        <input
          type="checkbox"
          checked={discreet}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, discreet: checked });
              return checked ? "It only says “You have a reminder”." : "It says what it is about.";
            })
          }
        />
        Hide words{hidden}
      </label>
      <label className="check-line">
        <input
          type="checkbox"
          checked={proposals}
          onChange={({ target: { checked } }) =>
            attempt(async () => {
              await call("updateDevice", { id, proposals: checked });
              return checked ? "It also says what assistants propose." : "It says nothing of proposals.";
            })
          }
        />
        Proposals, too{hidden}
      </label>
      <button
        className="act is-quiet"
        type="button"
        onClick={() => attempt(async () => outcomes[(await call("testDevice", { id })).delivery])}
      >
        Send a test{hidden}
      </button>
      <button
        className="act is-quiet"
        type="button"
        onClick={() =>
          attempt(async () => {
            await call("removeDevice", { id });
            if (isThis) await unsubscribe();
            return "It takes no reminders any more.";
          })
        }
      >
        Stop{hidden}
      </button>
    </li>
  );
}

function wordsOf(state: PushState | undefined, hasKey: boolean): string {
  if (!hasKey) return "This agenda sends none; they come while a page is open.";
  if (state === "denied") return "Refused in the browser. Its lock icon, beside the address, turns it on again.";
  if (state === "unsupported") return "It cannot be reminded while no page is open.";
  if (state === "page") return "Only while a page is open: no push service could be reached.";
  return state === "push" ? "Reminders come to this browser." : "Not allowed yet";
}
