import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/** A select as all of ours look. Takes what a select takes. */
export function Pick(props: ComponentProps<"select">) {
  return (
    <span className="pick">
      <select {...props} />
      <ChevronDown className="icon" aria-hidden="true" />
    </span>
  );
}
