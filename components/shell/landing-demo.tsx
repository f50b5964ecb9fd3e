import { Repeat } from "lucide-react";
import { useTranslations } from "next-intl";
import { PenIcon } from "../controls/pen-mark.tsx";

/** An illustration of the idea: a sentence to the assistant, and where it lands on the day's line. Not interactive. */
export function LandingDemo() {
  const t = useTranslations();
  return (
    <figure className="landing-demo">
      <figcaption>
        <q>{t("shell.demoSaid")}</q>
        <span>{t("shell.demoWho")}</span>
      </figcaption>
      <ol>
        <li className="landing-demo-now">
          <span className="sr-only">{t("shell.demoNow")} </span>
          <time>10:24</time>
        </li>
        <Between minutes={36} is="next">
          {t("shell.demoUntil", { minutes: 36, text: t("shell.demoCall") })}
        </Between>
        <Booked minutes={45} from="11:00" to="11:45" text={t("shell.demoCall")} />
        <Between minutes={45} is="free" fullHourAfter={15}>
          {t("shell.demoFree", { minutes: 45 })}
        </Between>
        <Booked minutes={60} from="12:30" to="13:30" text={t("shell.demoLunch")} detail="Chez Prune" isFresh />
        <Between minutes={30} is="free">
          {t("shell.demoFree", { minutes: 30 })}
        </Between>
        <Booked
          minutes={90}
          from="14:00"
          to="15:30"
          text={t("shell.demoReview")}
          detail={
            <>
              <Repeat className="icon" aria-hidden="true" />
              {t("shell.demoRule")}
            </>
          }
        />
      </ol>
    </figure>
  );
}

/** Heights to scale, as in the agenda. */
const height = (minutes: number) => ({ minBlockSize: `calc(${minutes} * var(--minute))` });

interface BetweenProps {
  readonly minutes: number;
  readonly is: "next" | "free";
  /** Position of the full-hour tick, in minutes from the top of the ruler. */
  readonly fullHourAfter?: number;
  readonly children: string;
}

function Between({ minutes, is, fullHourAfter, children }: BetweenProps) {
  return (
    <li className={`landing-demo-row is-${is}`} style={height(minutes)}>
      <span className="landing-demo-line">
        {fullHourAfter && <i style={{ insetBlockStart: `calc(${fullHourAfter} * var(--minute))` }} />}
      </span>
      <p>{children}</p>
    </li>
  );
}

interface BookedProps {
  readonly minutes: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly detail?: React.ReactNode;
  readonly isFresh?: boolean;
}

function Booked({ minutes, from, to, text, detail, isFresh = false }: BookedProps) {
  const t = useTranslations();
  return (
    <li className={`landing-demo-row is-booked ${isFresh ? "is-fresh" : ""}`} style={height(minutes)}>
      <p className="landing-demo-when">
        <time>{from}</time>
        <span className="sr-only"> {t("shell.demoTo")} </span>
        <time>{to}</time>
      </p>
      <span className="landing-demo-line" />
      <div className="landing-demo-what">
        <p>
          {text}
          {isFresh && <span className="landing-demo-leader" />}
        </p>
        {detail && <p className="landing-demo-detail">{detail}</p>}
      </div>
      {isFresh && (
        <div className="landing-demo-note">
          <PenIcon />
          <span>{t("shell.demoAdded")}</span>
          <span className="landing-demo-act">{t("shell.demoRevert")}</span>
        </div>
      )}
    </li>
  );
}
