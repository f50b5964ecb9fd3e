import Link from "next/link";

/** Leads to where assistants are connected, which leads back. */
export function AssistantStep({ onDone }: { readonly onDone: () => void }) {
  return (
    <>
      <p>ChatGPT, Claude and others can write here. What they write stands in its own ink, until you keep it.</p>
      <Link className="button" href="/connect" onClick={onDone}>
        Connect one
      </Link>
    </>
  );
}
