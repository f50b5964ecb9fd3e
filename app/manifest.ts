import type { MetadataRoute } from "next";

/** What a browser needs to install the agenda as an app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Agenda Assistant",
    short_name: "Agenda",
    description: "One agenda, kept here and by telling your assistant.",
    lang: "en",
    dir: "ltr",
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
    ],
    screenshots: [
      { src: "/screenshots/day.png", sizes: "1440x1080", type: "image/png", form_factor: "wide", label: "The day" },
    ],
    shortcuts: [
      { name: "New item", url: "/?new", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
      { name: "Today", url: "/", icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }] },
    ],
    share_target: { action: "/", method: "GET", params: { title: "title", text: "text", url: "url" } },
  };
}
