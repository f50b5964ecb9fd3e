import { useTranslations } from "next-intl";
import type { Item } from "../../contract/fields/item.ts";
import { differenceOf } from "../scopes/scope-outcome-words.ts";

interface Props {
  readonly item: Item;
  readonly isBusy: boolean;
  readonly onReset: () => void;
}

/** Notes how an occurrence differs from its series, with a reset. Being done is per occurrence and not a difference. */
export function Differs({ item, isBusy, onReset }: Props) {
  const t = useTranslations();
  const differing = differenceOf(item, t);
  if (!differing) return null;
  return (
    <p className="differs hint">
      {t("item.differs", { differing })}{" "}
      <button className="act" type="button" aria-busy={isBusy} onClick={onReset}>
        {t("item.reset")}
      </button>
    </p>
  );
}
