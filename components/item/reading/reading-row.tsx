import type { ComponentType, ReactNode } from "react";

interface Props {
  readonly name: string;
  readonly Icon: ComponentType<{ readonly className?: string; readonly "aria-hidden"?: "true" }>;
  readonly children: ReactNode;
  readonly act?: ReactNode;
  readonly className?: string;
}

/** One field of an item, with its actions. */
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
