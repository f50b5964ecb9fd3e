import "@fontsource-variable/geist";
import latinText from "@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?preload";
import "@fontsource-variable/geist-mono";
import latinTimes from "@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2?preload";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { trustedTypesScript } from "../components/shell/trusted-types.ts";
import { Words } from "../components/words/words.tsx";
import { directionOf } from "../contract/languages.ts";
import { languageOfPage, ownerOfPage } from "../server/identity/web/page-caller.ts";
import { messagesOf } from "./reading/page-words.tsx";
import "./globals.css";

const name = "Agenda Assistant";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: { default: name, template: `%s · ${name}` }, description: t("pages.description") };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbf9" },
    { media: "(prefers-color-scheme: dark)", color: "#141311" },
  ],
};

// Every page contains a per-response nonce, and addresses known only at run time.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const policy = (await headers()).get("Content-Security-Policy") ?? "";
  const language = await languageOfPage();
  for (const face of [latinText, latinTimes])
    preload(face, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const [, nonce] = /'nonce-([0-9a-f]+)'/.exec(policy) ?? [];
  return (
    <html lang={language} dir={directionOf(language)} data-person={await ownerOfPage()}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; browsers hide the nonce, so hydration cannot compare it */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: trustedTypesScript }} />
      </head>
      <body>
        <Words language={language} messages={await messagesOf("everywhere", language)}>
          {children}
        </Words>
      </body>
    </html>
  );
}
