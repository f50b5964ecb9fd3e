import type { ComponentType, ReactNode } from "react";

interface Props {
  readonly name: string;
  readonly Icon: ComponentType<{ readonly className?: string; readonly "aria-hidden"?: "true" }>;
  readonly children: ReactNode;
  readonly act?: ReactNode;
  readonly className?: string;
}

/** One thing that an item has, with what can be done with it. */
export function ReadingRow({ name, Icon, children, act, className }: Props) {
  return (
    <div className={className}>
      <dt>
        <Icon className="icon" aria-hidden="true" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd>{children}</dd>
      {act && <dd className="reading-act">{act}</dd>}
    </div>
  );
}
