import { PenMark } from "../controls/pen-mark.tsx";
import { ForgetDevice } from "../device/forget-device.tsx";
import { ForgetUnsaved } from "../unsaved/forget-unsaved.tsx";
import { ZoneCookie } from "../zone/zone-cookie.tsx";
import { Foot } from "./foot.tsx";
import "./signed-out.css";
import { LandingDemo } from "./landing-demo.tsx";

/** The only screen for signed-out visitors: what this is, an illustration, and the way in. */
export function SignedOut() {
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
          <h1>
            One agenda, <br />
            two <em>hands</em>
          </h1>
          <p className="entrance-lede">
            You keep your agenda here, or by telling ChatGPT. What your assistant writes appears at once, in its own
            ink, and one click takes it back.
          </p>
          {/* Never a Link: Next would prefetch it and start a sign-in nobody asked for. */}
          <a className="button is-main" href="/sign-in">
            Sign in
          </a>
          <p className="entrance-aside">New here? The same button makes your account.</p>
        </div>
        <LandingDemo />
      </main>
      <Foot />
      <ZoneCookie />
      <ForgetDevice />
      <ForgetUnsaved />
    </div>
  );
}
