import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { RemindHere } from "../../components/device/remind-here.tsx";
import { type Asked, questionOf, readAsked } from "../../components/search/asked.ts";
import { foundOf, nothingFound } from "../../components/search/found.ts";
import { Search } from "../../components/search/search.tsx";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { operations } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Caller } from "../../server/caller.ts";
import { languageOfPage } from "../../server/identity/web/page-caller.ts";
import { getSettings, listItems } from "../../server/operations.ts";
import { NotRead } from "../reading/not-read.tsx";
import { titled, withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";
import { writingFor } from "../reading/writing.ts";

export const generateMetadata = titled("pages.search");

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withWords("search", async function Page({ searchParams }: Props) {
  const params = await searchParams;
  const asked = readAsked({ get: (name) => [params[name]].flat()[0] ?? null });
  const t = await getTranslations();
  const [page, read] = await Promise.all([readFor((caller) => firstFound(caller, asked, t)), headers()]);
  if (page.is !== "read")
    return (
      <NotRead page={page} title={t("pages.search")} about={t("pages.searchIs")} unread={t("pages.searchUnread")} />
    );
  const { settings, ...answer } = page.answer;
  const writing = writingFor(settings, read, await languageOfPage());
  return (
    <AppShell person={page.person} skipTo={t("pages.skipToSearch")}>
      <Search {...answer} scope={page.caller.userId} writing={writing} nowMs={Date.now()} />
      <RemindHere timeZone={settings.timeZone} hour12={writing.hour12} listsWaiting />
    </AppShell>
  );
});

async function firstFound(caller: Caller, asked: Asked, t: Translator) {
  const settings = await getSettings(caller);
  const { timeZone, timeZoneSource } = settings;
  const question = questionOf(asked);
  const zone = { asked, settings, timeZone, timeZoneSource };
  try {
    // A hand-edited URL may hold anything, so it is validated like a request.
    const input = question && operations.listItems.input.safeParse(question);
    if (input && !input.success)
      return {
        ...zone,
        found: nothingFound,
        failure: refusal(input.error.issues[0]?.message ?? t("pages.notSearchable")),
      };
    return { ...zone, found: input ? foundOf(await listItems(caller, input.data)) : nothingFound, failure: undefined };
  } catch (thrown) {
    if (!(thrown instanceof AgendaError) || thrown.code !== "invalid_input") throw thrown;
    return { ...zone, found: nothingFound, failure: refusal(thrown.message) };
  }
}

const refusal = (words: string) => ({ words, canRetry: false });
