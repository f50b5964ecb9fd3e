import { Fragment, type ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A value to copy, beside what the GPT editor calls it. */
export function ValueRow({ label, value, strong }: { label: string; value: string; strong?: string }) {
  const plain = strong ? value.slice(0, -strong.length) : value;
  return (
    <div className="row">
      <dt>{label}</dt>
      <dd>
        <code>
          <Breakable text={plain} />
          {strong && <em>{strong}</em>}
        </code>
      </dd>
      <dd className="row-copy">
        <CopyButton value={value} what={label} />
      </dd>
    </div>
  );
}

/** What is to be chosen, or found elsewhere: there is nothing to copy. */
export function WordRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="row">
      <dt>{label}</dt>
      <dd className="is-word">{children}</dd>
    </div>
  );
}

/** An address that may be broken after a slash, where it reads best. */
export function Breakable({ text }: { text: string }) {
  const parts = text.match(/[^/]*\/+|[^/]+/g) ?? [text];
  return parts.map((part, index) => (
    // The parts of one address never move.
    // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be equal
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
