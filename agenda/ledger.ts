import type { ChangeKind } from "../contract/history.ts";
import type { StoredItem } from "./item/item-content.ts";
import type { SettingsPart } from "./settings.ts";

/** What one write did to one item. This is what the ledger keeps. */
export interface ItemChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly before: StoredItem | null;
  readonly after: StoredItem | null;
}

/** What one write did to the person's settings: those it changed, as they were and as they are. */
export interface SettingsChange {
  readonly before: SettingsPart;
  readonly after: SettingsPart;
  /** True when nobody asked for it: the zone was learnt from the browser at sign-in. */
  readonly learned?: boolean;
}
