import { getRequestConfig } from "next-intl/server";
import { readMessages } from "../../messages/catalog.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";

/** Called by next-intl for each page (next.config.js). */
export default getRequestConfig(async () => {
  const language = await languageOfPage();
  return { locale: language, messages: await readMessages(language), timeZone: "UTC" };
});
