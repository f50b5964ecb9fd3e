import Link from "next/link";
import { useTranslations } from "next-intl";

/** Links to the page for connecting assistants. */
export function AssistantStep({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations();
  return (
    <>
      <p>{t("first-steps.assistants")}</p>
      <Link className="button" href="/connect" onClick={onDone}>
        {t("first-steps.connectOne")}
      </Link>
    </>
  );
}
