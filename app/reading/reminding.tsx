import { headers } from "next/headers";
import { RemindHere } from "../../components/device/remind-here.tsx";
import { callerOfPage, languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings } from "../../server/operations.ts";
import { writingFor } from "./writing.ts";

/** What is due, on a page that reads nothing of the agenda itself, and works while the database is down. */
export async function Reminding() {
  const here = await callerOfPage().catch(() => null);
  const settings = here && (await getSettings(here.caller).catch(() => null));
  if (!settings) return null;
  const { hour12 } = writingFor(settings, await headers(), await languageOfPage());
  return <RemindHere timeZone={settings.timeZone} hour12={hour12} />;
}
