import { hash } from "node:crypto";
import { pageStyle } from "./page-style.ts";
import type { Reading } from "./page-words.ts";

const signOutAtOnce = `document.querySelector("button").click()`;
const hashOf = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;

/** Headers of every page of this server; oidc-provider adds the hash of its own one-line script where it shows one. */
export const pageHeaders = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src ${hashOf(pageStyle)}`,
    `script-src ${hashOf(signOutAtOnce)}`,
    "font-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(";"),
  "X-Content-Type-Options": "nosniff",
  // Not no-referrer: that would turn the form's Origin into "null", and the server checks it.
  "Referrer-Policy": "same-origin",
  "Cache-Control": "no-store",
} as const;

interface SignInForm {
  readonly application: string;
  readonly username?: string;
  readonly password?: string;
  readonly problem?: string;
  readonly offers?: "account";
}

/**
 * The page to sign in or register, as one form: two fields, two buttons. Enter in a field always signs in, even when an account
 * is offered: the name may have been a typo.
 */
export function signInPage(
  { application, username = "", password = "", problem, offers }: SignInForm,
  reading: Reading,
): string {
  const { say } = reading;
  const described = problem ? ' aria-describedby="problem"' : "";
  const focusOn = (part: "username" | "password" | "create") =>
    part === (offers ? "create" : username ? "password" : "username") ? " autofocus" : "";
  const name = escapeHtml(username);
  return page(
    "Sign in",
    `<h1>${say("Sign in")}</h1>
<p>${escapeHtml(say("to continue to {application}", { application }))}</p>
${problem ? `<p class="alarm" role="alert" id="problem">${escapeHtml(problem)}</p>` : ""}
<form method="post">
<label for="username">${say("Username")}</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" value="${name}"${described}${focusOn("username")}>
<label for="password">${say("Password")}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256" value="${escapeHtml(password)}"${described}${focusOn("password")}>
<div class="buttons">
<button${offers ? "" : ' class="main"'} name="action" value="sign-in">${say("Sign in")}</button>
<button${offers ? ' class="main"' : ""} name="action" value="register"${focusOn("create")}>${say("Create account")}${offers ? ` <b>${name}</b>` : ""}</button>
</div>
<p class="hint">${
      offers
        ? say("The account gets the password that you typed. If the name is wrong, correct it and sign in.")
        : say("New here? Choose a username and a password of at least 8 characters, then press Create account.")
    }</p>
</form>`,
    reading,
  );
}

/** The consent page for a public client; its name proves nothing, so its address is shown. */
export function consentPage(
  options: { application: string; clientId: string; returnsTo: string },
  reading: Reading,
): string {
  const { application, clientId: client, returnsTo: host } = options;
  const { say } = reading;
  return page(
    "Allow access",
    `<h1>${say("Allow access")}</h1>
<p>${escapeHtml(say("{application} wants to read and change your agenda.", { application }))}</p>
<p class="hint">${escapeHtml(say("It calls itself {client} and you will go back to {host}. Allow it only if you have just started this yourself.", { client, host }))}</p>
<form method="post">
<div class="buttons">
<button class="main" name="action" value="allow">${say("Allow")}</button>
<button name="action" value="deny">${say("Do not allow")}</button>
</div>
</form>`,
    reading,
  );
}

/** A page with just a message. */
export function messagePage(title: string, text: string, appUrl: string, reading: Reading): string {
  const { say } = reading;
  return page(
    title,
    `<h1>${escapeHtml(say(title))}</h1>\n<p>${escapeHtml(say(text))}</p>\n<p><a href="${escapeHtml(appUrl)}">${say("Open Agenda Assistant")}</a></p>`,
    reading,
  );
}

/** Submits oidc-provider's form at once, as Logto does; without JavaScript the user presses the button. */
export function signingOutPage(form: string, reading: Reading): string {
  const { say } = reading;
  return page(
    "Sign out",
    `<h1>${say("Sign out")}</h1>
${form}
<div class="buttons"><button class="main" form="op.logoutForm" name="logout" value="yes">${say("Sign out")}</button></div>
<script>${signOutAtOnce}</script>`,
    reading,
  );
}

function page(title: string, main: string, { language, direction, say }: Reading): string {
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(say(title))} · Agenda Assistant</title>
<style>${pageStyle}</style>
</head>
<body>
<header><svg viewBox="0 0 20 22" aria-hidden="true"><path class="line" d="M6 1v20"/><path class="pen" d="M18 2.5 7.6 12"/></svg>Agenda Assistant</header>
<main>
${main}
</main>
<footer>${escapeHtml(say("This is the embedded sign-in of this machine. Accounts made here are kept in this installation's own database and work nowhere else."))}</footer>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
