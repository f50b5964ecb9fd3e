import { useState } from "react";
import { CopyButton } from "../connect/copy-button.tsx";
import { type Answer, call } from "../sync/api-client.ts";
import { Failure } from "./attempt-failure.tsx";
import { useAttempt } from "./use-attempt.ts";

interface Props {
  readonly initial: Answer<"getSubscription">;
  readonly appUrl: string;
}

/** The private address for calendar programs: created, shown once, revoked. */
export function Subscription({ initial, appUrl }: Props) {
  const [status, setStatus] = useState<Answer<"createSubscription">>(initial);
  const [isAsking, setIsAsking] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const create = () =>
    attempt(async () => {
      setStatus(await call("createSubscription", {}));
      setIsAsking(false);
    }, "no address was made");
  const revoke = () =>
    attempt(async () => setStatus(await call("revokeSubscription", {})), "the address was not ended");
  const address = status.path && `${appUrl}${status.path}`;

  return (
    <>
      <p>
        A private address for Apple Calendar, Google Calendar, Outlook or Thunderbird, to read along: two years back and
        two ahead. Whoever knows the address can read the agenda, so give it to nobody else.
      </p>
      <Failure words={failure} />
      <div role="status">
        {address && (
          <>
            <p>
              <strong>Copy it now: it is not shown again.</strong>
            </p>
            <p className="data-address">
              <code>{address}</code>
            </p>
            <p className="data-acts">
              <CopyButton value={address} what="address" isNamed />
              <a className="button" href={address.replace(/^https?:/, "webcal:")}>
                Open in the calendar program
              </a>
            </p>
          </>
        )}
        {!address && status.active && (
          <p>
            An address was made{status.createdAt && ` on ${longDay(status.createdAt)}`}. It cannot be shown again; a new
            one ends it.
          </p>
        )}
        {!status.active && <p>There is no such address.</p>}
      </div>
      <p className="data-acts">
        {!status.active && (
          <button className="button" type="button" aria-busy={busy} onClick={create}>
            Make an address
          </button>
        )}
        {status.active && !isAsking && (
          <button className="button" type="button" onClick={() => setIsAsking(true)}>
            New address…
          </button>
        )}
        {status.active && isAsking && (
          <button className="button" type="button" aria-busy={busy} onClick={create}>
            End the old one and make a new one
          </button>
        )}
        {status.active && (
          <button className="button is-danger" type="button" aria-busy={busy} onClick={revoke}>
            End it
          </button>
        )}
      </p>
    </>
  );
}

/** "23 November 2026", in UTC on both server and browser, so that hydration matches. */
const longDay = (at: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(at));
