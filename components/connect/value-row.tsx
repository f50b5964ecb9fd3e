import { Fragment, type ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A value to copy, with its label in the GPT editor. */
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

/** Something to choose, or to look up elsewhere: nothing to copy. */
export function WordRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="row">
      <dt>{label}</dt>
      <dd className="is-word">{children}</dd>
    </div>
  );
}

/** An address that may wrap after a slash. */
export function Breakable({ text }: { text: string }) {
  const parts = text.match(/[^/]*\/+|[^/]+/g) ?? [text];
  return parts.map((part, index) => (
    // The parts of an address never change order.
    // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be equal
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
