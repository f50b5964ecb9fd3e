import type { Item } from "../../contract/fields/item.ts";
import { differenceOf } from "../scopes/scope-outcome-words.ts";

interface Props {
  readonly item: Item;
  readonly isBusy: boolean;
  readonly onReset: () => void;
}

/** Notes how an occurrence differs from its series, with a reset. Being done is every occurrence's own and not a difference. */
export function Differs({ item, isBusy, onReset }: Props) {
  const differing = differenceOf(item);
  if (!differing) return null;
  return (
    <p className="differs hint">
      Differs from its series: {differing}.{" "}
      <button className="act" type="button" aria-busy={isBusy} onClick={onReset}>
        Reset
      </button>
    </p>
  );
}
