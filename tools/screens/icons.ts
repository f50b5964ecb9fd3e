// `npm run icons`: draws the icons of the installed app from its mark, into public/icons/.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "../chromium.ts";

const folder = path.resolve(import.meta.dirname, "../../public/icons");

interface Icon {
  readonly file: string;
  readonly px: number;
  /** The corners' radius, as a share of the side. A maskable one is cropped when shown. */
  readonly corner: number;
  /** The mark's height, as a share of the side; a maskable one shows only the innermost 80 % for certain. */
  readonly mark: number;
  /** Only its shape counts: the system gives it a colour of its own. */
  readonly isMono?: boolean;
}

const icons: readonly Icon[] = [
  { file: "icon-192.png", px: 192, corner: 0.22, mark: 0.6 },
  { file: "icon-512.png", px: 512, corner: 0.22, mark: 0.6 },
  { file: "maskable-512.png", px: 512, corner: 0, mark: 0.46 },
  { file: "mono-192.png", px: 192, corner: 0, mark: 0.6, isMono: true },
];

/** The two strokes of app/icon.svg, in the light theme's colours. */
const drawing = ({ px, corner, mark, isMono = false }: Icon) => `
  <body style="margin:0">
    <svg xmlns="http://www.w3.org/2000/svg" width="${px}" height="${px}" viewBox="0 0 100 100" fill="none">
      <rect width="100" height="100" rx="${corner * 100}" fill="${isMono ? "none" : "#fbfbf9"}" />
      <g transform="translate(50 50) scale(${(mark * 100) / 28}) translate(-17.5 -16)" stroke-width="4">
        <path stroke="${isMono ? "black" : "#1d1c15"}" d="M11 2v28" />
        <path stroke="${isMono ? "black" : "#006176"}" d="M28 5 13 18" />
      </g>
    </svg>
  </body>`;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(launchOptions);
try {
  for (const icon of icons) {
    const page = await browser.newPage({ viewport: { width: icon.px, height: icon.px } });
    await page.setContent(drawing(icon));
    await page.screenshot({ path: path.join(folder, icon.file), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
