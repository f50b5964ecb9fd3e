import { readFileSync } from "node:fs";
import type { GptCredentials } from "./oauth.ts";

/** The app and the identity server that a GPT-like client talks to. */
interface GptSettings {
  readonly url: string;
  readonly endpoint: string;
  readonly credentials: GptCredentials;
}

const names = ["APP_URL", "LOGTO_ENDPOINT", "LOGTO_GPT_APP_ID", "LOGTO_GPT_APP_SECRET", "GPT_REDIRECT_URI"] as const;

/**
 * From the environment if LOGTO_GPT_APP_SECRET is set (a real Logto), otherwise from what `npm start` wrote.
 * @param runningFile the path of running.json
 * @throws Error that says what is missing
 */
export function readSettings(source: Readonly<Record<string, string | undefined>>, runningFile: string): GptSettings {
  if (source.LOGTO_GPT_APP_SECRET) {
    const [url = "", endpoint = "", clientId = "", clientSecret = "", redirectUri = ""] = names.map((name) => {
      const value = source[name];
      if (!value) throw new Error(`${name} is missing. With a real Logto this client needs ${names.join(", ")}.`);
      return value;
    });
    return { url: new URL(url).origin, endpoint, credentials: { clientId, clientSecret, redirectUri } };
  }
  let text: string;
  try {
    text = readFileSync(runningFile, "utf8");
  } catch {
    throw new Error(`Nothing runs here: ${runningFile} is missing. Run npm start first, or set ${names.join(", ")}.`);
  }
  const running = JSON.parse(text) as { url: string; identity: { endpoint: string }; gpt?: GptCredentials };
  if (!running.gpt?.clientSecret)
    throw new Error(`The running app uses a Logto of its own. Set ${names.join(", ")} to speak to it.`);
  return { url: running.url, endpoint: running.identity.endpoint, credentials: running.gpt };
}
