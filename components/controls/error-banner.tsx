import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  /** What went wrong. */
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly acts?: ReactNode;
}

/** An error where it belongs: beside what caused it, or above what it is about. */
export function ErrorBanner({ children, acts }: Props) {
  return (
    <div className="banner is-error" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <span>{children}</span>
      {acts}
    </div>
  );
}
