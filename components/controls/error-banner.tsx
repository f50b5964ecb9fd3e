import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface Props {
  /** What went wrong. */
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly acts?: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  readonly onClose?: () => void;
}

/** An error where it belongs: beside what caused it, or above what it is about. */
export function ErrorBanner({ children, acts, onRetry, onClose }: Props) {
  const t = useTranslations();
  const act = (name: "words.tryAgain" | "words.close", run?: () => void) =>
    run && (
      <button className="act" type="button" onClick={run}>
        {t(name)}
      </button>
    );
  return (
    <div className="banner is-error" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <span>{children}</span>
      <span className="banner-acts">
        {acts}
        {act("words.tryAgain", onRetry)}
        {act("words.close", onClose)}
      </span>
    </div>
  );
}
