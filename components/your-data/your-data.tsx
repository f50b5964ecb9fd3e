"use client";

import { Download } from "lucide-react";
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
  return (
    <div className="your-data">
      <section aria-labelledby="take-out">
        <h2 id="take-out">Take it with you</h2>
        <p>
          The calendar file holds everything on the agenda, for any calendar program. The JSON file holds all that is
          kept of you: the trash and the history, too.
        </p>
        <p className="data-acts">
          <a className="button" href="/api/export/agenda.ics" download="agenda.ics">
            <Download className="icon" aria-hidden="true" />
            Calendar file (.ics)
          </a>
          <a className="button" href="/api/export/agenda.json" download="agenda.json">
            <Download className="icon" aria-hidden="true" />
            Everything (JSON)
          </a>
        </p>
      </section>
      <section aria-labelledby="bring-in">
        <h2 id="bring-in">Bring a calendar in</h2>
        <ImportFile />
      </section>
      <section aria-labelledby="subscribe">
        <h2 id="subscribe">Read it elsewhere</h2>
        <Subscription initial={subscription} appUrl={appUrl} />
      </section>
      <section aria-labelledby="delete">
        <h2 id="delete">Delete everything</h2>
        <DeleteAccount name={name} />
      </section>
    </div>
  );
}
