"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { StatePage } from "./state-page.tsx";

/** A page that could not be rendered. `digest` is in the server's log with the cause. */
export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const t = useTranslations();
  return (
    <StatePage
      title={t("shell.failed")}
      acts={
        <>
          <button className="button is-main" type="button" onClick={retry}>
            <RotateCw className="icon" aria-hidden="true" />
            {t("words.tryAgain")}
          </button>
          <a className="act is-quiet" href="/">
            {t("words.openAgenda")}
          </a>
        </>
      }
      code={digest ? t("shell.failedCode", { id: digest }) : undefined}
    >
      {t("shell.failedWhy")}
    </StatePage>
  );
}
