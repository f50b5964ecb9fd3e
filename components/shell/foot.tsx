import Link from "next/link";

/** The footer of every page except the agenda itself. */
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
