import { useTranslations } from "next-intl";
import { useLazyPart } from "../controls/lazy-part.ts";
import { Skeleton } from "../day/skeleton.tsx";
import "../your-data/your-data.css";

const lazyImport = { load: () => import("../your-data/import-file.tsx").then(({ ImportFile }) => ImportFile) };

/** Imports a calendar file in place. */
export function ImportStep({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations();
  const { part: ImportFile, retry } = useLazyPart(lazyImport);
  if (ImportFile)
    return (
      <div className="your-data">
        <ImportFile onDone={onDone} />
      </div>
    );
  return retry ? (
    <p role="alert">
      {t("first-steps.notLoaded")}{" "}
      <button className="act" type="button" onClick={retry}>
        {t("first-steps.tryAgain")}
      </button>
    </p>
  ) : (
    <Skeleton words={t("first-steps.opening")} />
  );
}
