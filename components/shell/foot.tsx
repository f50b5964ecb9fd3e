import Link from "next/link";
import { useTranslations } from "next-intl";

/** The footer of every page except the agenda itself. */
export function Foot() {
  const t = useTranslations();
  return (
    <footer className="foot">
      <Link className="link" href="/privacy" prefetch={false}>
        {t("shell.privacy")}
      </Link>
      <Link className="link" href="/connect" prefetch={false}>
        {t("shell.connect")}
      </Link>
    </footer>
  );
}
