import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { commandNames, keyCaps, keyMap } from "../actions/key-map.ts";
import { keyWords } from "../actions/key-words.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import "./palette.css";

const groups = {
  anywhere: "Anywhere",
  item: "In a list or grid",
  change: "What an assistant wrote",
  moving: "While moving",
} as const;

interface Props {
  readonly onClose: () => void;
}

/** All keys at a glance. Loaded on first use. */
export function KeysDialog({ onClose }: Props) {
  const t = useTranslations();
  const [areOn] = useState(() => areSingleKeysOn(document.cookie));
  const acts = (key: string) => areOn || key.startsWith("Control+");
  // What is moved in a grid listens for itself.
  const shown = Object.entries(groups).filter(([group]) => areOn || group === "anywhere");
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim palette-scrim" />
        <Dialog.Popup className="palette is-keys" data-modal="">
          <header className="keys-head">
            <Dialog.Title>Keys</Dialog.Title>
            <Dialog.Close className="square" aria-label="Close (Escape)">
              <X className="icon" aria-hidden="true" />
            </Dialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where the window is low */}
          <section className="keys-body" tabIndex={0} aria-label="Keys and what they do">
            {shown.map(([group, label]) => (
              <section key={group}>
                <h3>{label}</h3>
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
          <div className="palette-foot">
            {areOn
              ? "Letters act only while no field has the focus. They can be turned off in the settings."
              : "Single keys are turned off: the settings turn them on."}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
