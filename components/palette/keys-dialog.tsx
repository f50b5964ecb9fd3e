import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { commandNames, keyCaps, keyMap } from "../actions/key-map.ts";
import { keyWords } from "../actions/key-words.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import "./palette.css";

const groups = {
  anywhere: "palette.anywhere",
  item: "palette.inList",
  change: "palette.onChange",
  moving: "palette.whileMoving",
} as const;

interface Props {
  readonly onClose: () => void;
}

/** All keys at a glance. Loaded on first use. */
export function KeysDialog({ onClose }: Props) {
  const t = useTranslations();
  const [areOn] = useState(() => areSingleKeysOn(document.cookie));
  const acts = (key: string) => areOn || key.startsWith("Control+");
  // Moving in a grid has its own key handling.
  const names = Object.keys(groups) as (keyof typeof groups)[];
  const shown = names.filter((group) => areOn || group === "anywhere");
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim palette-scrim" />
        <Dialog.Popup className="palette is-keys" data-modal="">
          <header className="keys-head">
            <Dialog.Title>{t("palette.keys")}</Dialog.Title>
            <Dialog.Close className="square" aria-label={t("palette.close")}>
              <X className="icon" aria-hidden="true" />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in low windows */}
          <section className="keys-body" tabIndex={0} aria-label={t("palette.keysBody")}>
            {shown.map((group) => (
              <section key={group}>
                <h3>{t(groups[group])}</h3>
                <dl>
                  {commandNames
                    .filter((name) => keyMap[name].group === group && keyMap[name].keys.some(acts))
                    .map((name) => (
                      <div key={name}>
                        <dt>{t(keyWords[name])}</dt>
                        <dd>
                          {keyMap[name].keys.filter(acts).map((key) => (
                            <span key={key}>
                              {keyCaps(key).map((cap) => (
                                <kbd key={cap}>{cap}</kbd>
                              ))}
                            </span>
                          ))}
                        </dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
          </section>
          <div className="palette-foot">{t(areOn ? "palette.keysOn" : "palette.keysOff")}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
