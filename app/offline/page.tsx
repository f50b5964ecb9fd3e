import type { Metadata } from "next";
import { OfflinePage } from "../../components/offline/offline-page.tsx";

export const metadata: Metadata = { title: "Agenda", robots: { index: false } };

/** What the service worker opens where there is no network: the same for everybody. */
export default function Page() {
  return <OfflinePage />;
}
