import type { MetadataRoute } from "next";
import { getTranslations } from "next-intl/server";
import { directionOf } from "../contract/languages.ts";
import { languageOfPage } from "../server/identity/web/page-caller.ts";

/** What a browser needs to install the agenda as an app. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [language, t] = await Promise.all([languageOfPage(), getTranslations()]);
  return {
    id: "/",
    name: "Agenda Assistant",
    short_name: t("pages.agenda"),
    description: t("pages.description"),
    lang: language,
    dir: directionOf(language),
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#fbfbf9",
    theme_color: "#fbfbf9",
    categories: ["productivity"],
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: "/icons/mono-192.png", sizes: "192x192", type: "image/png", purpose: "monochrome" },
    ],
    screenshots: [
      {
        src: "/screenshots/day.png",
        sizes: "1440x1080",
        type: "image/png",
        form_factor: "wide",
        label: t("pages.theDay"),
      },
      {
        src: "/screenshots/phone.png",
        sizes: "360x740",
        type: "image/png",
        form_factor: "narrow",
        label: t("pages.theDay"),
      },
    ],
    shortcuts: [
      { name: t("pages.newItem"), url: "/?new", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
      { name: t("words.today"), url: "/", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
    ],
    share_target: {
      action: "/",
      method: "GET",
      enctype: "application/x-www-form-urlencoded",
      params: { title: "title", text: "text", url: "url" },
    },
  };
}
