import { viewHtml } from "./view-html.ts";

/** The page that a host shows next to some tools' answers (MCP Apps). */
export const viewUri = "ui://agenda/day.html";
const viewMimeType = "text/html;profile=mcp-app";

const shown: ReadonlySet<string> = new Set(["getOverview", "listItems"]);

/** The view for a tool's answers, if it has one. */
export const viewOf = (tool: string): string | undefined => (shown.has(tool) ? viewUri : undefined);

/** Metadata for the host: the view needs no network access and no browser permissions. */
const meta = {
  ui: { csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] }, prefersBorder: true },
};

export const describeView = () => ({
  uri: viewUri,
  name: "agenda-day",
  title: "Agenda",
  description: "The day or the list that was read, to tick off and to undo in.",
  mimeType: viewMimeType,
  _meta: meta,
});

/** The view's HTML. The agenda's URL is embedded because the view may not ask for it. */
export const readView = (appUrl: string) => ({
  uri: viewUri,
  mimeType: viewMimeType,
  text: viewHtml.replace("{{appUrl}}", appUrl),
  _meta: meta,
});
