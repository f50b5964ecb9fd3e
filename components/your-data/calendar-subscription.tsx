import { useTranslations } from "next-intl";
import { useState } from "react";
import { dateText } from "../../agenda/time/date-texts.ts";
import { CopyButton } from "../connect/copy-button.tsx";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { type Answer, call } from "../sync/api-client.ts";
import { useDataAction } from "./use-data-action.ts";

interface Props {
  readonly initial: Answer<"getSubscription">;
  readonly appUrl: string;
}

/** The private address for calendar programs: created, shown once, revoked. */
export function Subscription({ initial, appUrl }: Props) {
  const t = useTranslations();
  const [status, setStatus] = useState<Answer<"createSubscription">>(initial);
  const [isAsking, setIsAsking] = useState(false);
  const { isBusy, failure, attempt } = useDataAction();
  const create = () =>
    attempt(async () => {
      setStatus(await call("createSubscription", {}));
      setIsAsking(false);
    }, "made");
  const revoke = () => attempt(async () => setStatus(await call("revokeSubscription", {})), "ended");
  const address = status.path && `${appUrl}${status.path}`;

  return (
    <>
      <p>{t("your-data.subscribeSum")}</p>
      {failure && <ErrorBanner>{failure}</ErrorBanner>}
      <div role="status">
        {address && (
          <>
            <p>
              <strong>{t("your-data.copyNow")}</strong>
            </p>
            <p className="data-address">
              <code>{address}</code>
            </p>
            <p className="data-acts">
              <CopyButton value={address} what={t("your-data.addressName")} isNamed />
              <a className="button" href={address.replace(/^https?:/, "webcal:")}>
                {t("your-data.openInCalendar")}
              </a>
            </p>
          </>
        )}
        {!address && status.active && (
          <p>
            {status.createdAt
              ? t("your-data.addressMadeOn", { day: dateText(status.createdAt.slice(0, 10), "long", t) })
              : t("your-data.addressMade")}
          </p>
        )}
        {!status.active && <p>{t("your-data.noAddress")}</p>}
      </div>
      <p className="data-acts">
        {!status.active && (
          <button className="button" type="button" aria-busy={isBusy} onClick={create}>
            {t("your-data.makeAddress")}
          </button>
        )}
        {status.active && !isAsking && (
          <button className="button" type="button" onClick={() => setIsAsking(true)}>
            {t("your-data.newAddress")}
          </button>
        )}
        {status.active && isAsking && (
          <button className="button" type="button" aria-busy={isBusy} onClick={create}>
            {t("your-data.replaceAddress")}
          </button>
        )}
        {status.active && (
          <button className="button is-danger" type="button" aria-busy={isBusy} onClick={revoke}>
            {t("your-data.endAddress")}
          </button>
        )}
      </p>
    </>
  );
}
