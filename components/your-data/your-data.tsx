"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import "../notices/notices.css";
import type { Answer } from "../sync/api-client.ts";
import { Subscription } from "./calendar-subscription.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { ImportFile } from "./import-file.tsx";
import "./your-data.css";

interface Props {
  readonly subscription: Answer<"getSubscription">;
  /** The app's URL, without a trailing slash. */
  readonly appUrl: string;
  /** The user's name at Logto, if it has one. */
  readonly name: string | undefined;
}

/** Export, import and account deletion. Sections that can be placed on any page. */
export function YourData({ subscription, appUrl, name }: Props) {
  const t = useTranslations();
  return (
    <div className="your-data">
      <section aria-labelledby="take-out">
        <h2 id="take-out">{t("your-data.takeOut")}</h2>
        <p>{t("your-data.takeOutSum")}</p>
        <p className="data-acts">
          <a className="button" href="/api/export/agenda.ics" download="agenda.ics">
            <Download className="icon" aria-hidden="true" />
            {t("your-data.icsFile")}
          </a>
          <a className="button" href="/api/export/agenda.json" download="agenda.json">
            <Download className="icon" aria-hidden="true" />
            {t("your-data.jsonFile")}
          </a>
        </p>
      </section>
      <section aria-labelledby="bring-in">
        <h2 id="bring-in">{t("your-data.bringIn")}</h2>
        <ImportFile />
      </section>
      <section aria-labelledby="subscribe">
        <h2 id="subscribe">{t("your-data.readElsewhere")}</h2>
        <Subscription initial={subscription} appUrl={appUrl} />
      </section>
      <section aria-labelledby="delete">
        <h2 id="delete">{t("your-data.deleteAll")}</h2>
        <DeleteAccount name={name} />
      </section>
    </div>
  );
}
