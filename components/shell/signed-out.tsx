import { useTranslations } from "next-intl";
import { PenMark } from "../controls/pen-mark.tsx";
import { WhenSignedOut } from "../unsaved/when-signed-out.tsx";
import { Foot } from "./foot.tsx";
import "./signed-out.css";
import { LandingDemo } from "./landing-demo.tsx";

/** The only screen for signed-out visitors: what this is, an illustration, and the way in. */
export function SignedOut() {
  const t = useTranslations();
  return (
    <div className="entrance">
      <header>
        <span className="mark">
          <PenMark />
          Agenda Assistant
        </span>
      </header>
      <main id="main">
        <div>
          <h1>{t.rich("shell.title", { br: () => <br />, em: (words) => <em>{words}</em> })}</h1>
          <p className="entrance-lede">{t("shell.lede")}</p>
          {/* Never a Link: Next would prefetch it and start a sign-in nobody asked for. */}
          <a className="button is-main" href="/sign-in">
            {t("words.signIn")}
          </a>
          <p className="entrance-aside">{t("shell.newHere")}</p>
        </div>
        <LandingDemo />
      </main>
      <Foot />
      <WhenSignedOut />
    </div>
  );
}
