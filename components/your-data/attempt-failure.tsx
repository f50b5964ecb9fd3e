import { CircleAlert } from "lucide-react";

/** What failed, said where it was asked for. */
export function Failure({ words }: { words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p className="banner is-error" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
