import { viewHtml } from "./view-html.ts";

/** The page that a host shows beside the answers of some tools (MCP Apps). */
export const viewUri = "ui://agenda/day.html";
export const viewMimeType = "text/html;profile=mcp-app";

const shown: ReadonlySet<string> = new Set(["getOverview", "listItems"]);

/** The view that shows a tool's answers, where there is one. */
export const viewOf = (tool: string): string | undefined => (shown.has(tool) ? viewUri : undefined);

/** What the host is told of it: it reaches no network at all, and needs nothing of the browser. */
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

/** The view's text. Where the agenda is, the view learns from the page itself: it may not ask. */
export const readView = (appUrl: string) => ({
  uri: viewUri,
  mimeType: viewMimeType,
  text: viewHtml.replace("{{appUrl}}", appUrl),
  _meta: meta,
});
