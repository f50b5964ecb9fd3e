import Link from "next/link";

/** Below every page that is not the agenda itself. */
export function Foot() {
  return (
    <footer className="foot">
      <Link className="link" href="/privacy" prefetch={false}>
        Privacy
      </Link>
      <Link className="link" href="/connect" prefetch={false}>
        Connect an assistant
      </Link>
    </footer>
  );
}
