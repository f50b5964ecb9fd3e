import { OfflinePage } from "../../components/offline/offline-page.tsx";
import { titled, withWords } from "../reading/page-words.tsx";

export const generateMetadata = titled("pages.agenda", { robots: { index: false } });

/** What the service worker opens when there is no network: the same for everybody. */
export default withWords("offline", function Page() {
  return <OfflinePage />;
});
