import { CircleAlert } from "lucide-react";

/** An error message next to the control that caused it. */
export function Failure({ words }: { words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p className="banner is-error" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
