import type { Metadata } from "next";
import Link from "next/link";
import { WordPage } from "../../components/shell/word-page.tsx";
import { answerHours, keptDays } from "../../contract/limits.ts";
import { personOfPage } from "../../server/identity/web/page-caller.ts";

export const metadata: Metadata = { title: "Privacy" };

export default async function Page() {
  return (
    <WordPage
      title="Privacy"
      sum="What this agenda keeps about you, for how long, and who sees it. This text describes the software; whoever runs this server may add to it."
      person={await personOfPage()}
    >
      <section>
        <h2>What is kept</h2>
        <ul>
          <li>
            <strong>Who you are:</strong> the id that the sign-in server, Logto, gave your account, when you first came,
            and your settings: time zone, week, working hours. Your password never comes here; your account itself lies
            with Logto.
          </li>
          <li>
            <strong>Your items:</strong> their texts, dates, times, places, links, notes and tags, until you delete
            them.
          </li>
          <li>
            <strong>What is deleted</strong> can be restored for {keptDays} days. Then it is erased.
          </li>
          <li>
            <strong>Every change,</strong> with what the item said before and after, for {keptDays} days. After that
            only its number, its time, how it came in (page or assistant) and, where the assistant told, which program
            (by its number and what it calls itself) and conversation it came from.
          </li>
          <li>
            <strong>Answers to repeated calls:</strong> where a program marks its call with a key, what was answered,
            for {answerHours} hours, so that the same call sent twice does nothing twice.
          </li>
          <li>
            <strong>Being signed in:</strong> for each browser a session: a fingerprint of its secret number, the id of
            your session at Logto and, encrypted, what Logto says about you, such as your name and username. It is
            erased when you sign out, and after 14 days at the latest.
          </li>
          <li>
            <strong>The programs that were here:</strong> the number and the name of each assistant, since when, when it
            last came, and what you let it do.
          </li>
          <li>
            <strong>What an assistant proposed,</strong> where you want to be asked first, and what you answered: for{" "}
            {keptDays} days.
          </li>
          <li>
            <strong>What you brought in:</strong> items from a calendar file keep the name that the file gave them and
            their alarms. The file itself is not kept.
          </li>
          <li>
            <strong>A private calendar address,</strong> if you make one: a fingerprint of its secret, until you end it.
          </li>
          <li>
            <strong>Browsers that you allow to remind you:</strong> the address of each at its push service, its keys
            for it, what kind of browser it is and when it was last reached, until you stop it or sign out there; and
            which reminders are due next.
          </li>
          <li>
            <strong>The server’s log:</strong> for each call what was asked for, when, whether it worked and how long it
            took. Never a text from your agenda, a password or a key to it. How long the log is kept is up to whoever
            runs the server.
          </li>
        </ul>
      </section>
      <section>
        <h2>What your assistant sees</h2>
        <p>
          Once you have connected a GPT, it can read, add, change and delete everything in your agenda, in your name.
          What it reads becomes part of your conversation with ChatGPT, and for that OpenAI’s own terms hold. What it
          writes is stored like any other item. It gets a key from Logto, not your password; this server holds only a
          fingerprint of that key, in memory, for about a minute.
        </p>
      </section>
      <section>
        <h2>Who else sees it</h2>
        <p>
          Whoever runs this server and its database can read what is stored. The software passes it to nobody: no
          advertising, no statistics. One other service takes part where you allow reminders: the push service of your
          browser’s maker carries them, encrypted so that only your browser can read them. Your browser loads everything
          from this address; signing in takes it to Logto and back. Other people who use this server cannot see your
          items. If the operator makes backups, copies stay in them for as long as the operator keeps those.
        </p>
      </section>
      <section>
        <h2>Cookies</h2>
        <ul>
          <li>
            <strong>The session</strong> (its name starts with <code>logto_</code>): tells the server that it is you,
            for 14 days or until you sign out.
          </li>
          <li>
            <strong>The time zone</strong> (<code>browser-time-zone</code>): so that the first page shows your times. It
            lasts a year and names nothing but the zone. <code>declined-time-zone</code> remembers that you kept your
            own zone when another was offered.
          </li>
          <li>
            <strong>Single-key shortcuts</strong> (<code>single-keys</code>): set for a year when you turn them off, or
            on again, in the settings.
          </li>
          <li>
            <strong>The way back</strong> (<code>return-to</code>): the page that you were on when you pressed “Sign
            in”, for an hour at most.
          </li>
        </ul>
        <p>
          There are no others. What you have typed and not saved yet is remembered in the browser itself, sent nowhere,
          and erased when you sign out.
        </p>
      </section>
      <section>
        <h2>Taking it back</h2>
        <p>
          Delete an item and it is gone for good {keptDays} days later. Disconnect the GPT in ChatGPT’s settings and it
          no longer has a key.{" "}
          <Link className="link" href="/account" prefetch={false}>
            Your data
          </Link>{" "}
          has all of it as a file to take along, and deletes your whole account here, at once and for good. Your account
          at Logto is not part of it.
        </p>
      </section>
      <section>
        <h2>Whom to ask</h2>
        <p>The operator of this server, who gave you its address, answers for it and for your data.</p>
      </section>
    </WordPage>
  );
}
