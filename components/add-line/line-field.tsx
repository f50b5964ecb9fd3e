import { type ComponentProps, Fragment, type Ref } from "react";
import type { LineSpan } from "../../agenda/phrases/line/line.ts";

interface Props extends Omit<ComponentProps<"textarea">, "value"> {
  readonly value: string;
  readonly spans: readonly LineSpan[];
  readonly ref: Ref<HTMLTextAreaElement>;
}

/** A text field that grows with its content, above a copy of the text that underlines what was understood. */
export function LineField({ value, spans, ...props }: Props) {
  let done = 0;
  return (
    <div className="typed">
      <p className="typed-under" aria-hidden="true">
        {spans.map(({ from, to, isUnsure }) => {
          const before = value.slice(done, from);
          done = to;
          return (
            <Fragment key={from}>
              {before}
              <u className={isUnsure ? "is-unsure" : undefined}>{value.slice(from, to)}</u>
            </Fragment>
          );
        })}
        {`${value.slice(done)}\u200b`}
      </p>
      <textarea {...props} rows={1} value={value} />
    </div>
  );
}
