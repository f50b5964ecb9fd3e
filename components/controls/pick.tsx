import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/** A styled select. Accepts the props of `select`. */
export function Pick(props: ComponentProps<"select">) {
  return (
    <span className="pick">
      <select {...props} />
      <ChevronDown className="icon" aria-hidden="true" />
    </span>
  );
}
