import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Fragment, useId, useState } from "react";
import { type CommandName, keyCaps, keyMap } from "../actions/key-map.ts";
import { keyWords } from "../actions/key-words.ts";
import { singleKeysCookie } from "../actions/single-keys-cookie.ts";
import { setCookie } from "../zone/zone-cookie.ts";

const told: readonly CommandName[] = ["add", "search", "today", "edit", "remove"];

/** Whether single-key shortcuts are active. Applies to this browser immediately; assistants are not affected. */
export function SingleKeys({ initial }: { readonly initial: boolean }) {
  const t = useTranslations();
  const router = useRouter();
  const id = useId();
  const [areOn, setAreOn] = useState(initial);
  return (
    <section aria-labelledby={`${id}-name`}>
      <div className="setting">
        <h2 className="setting-name" id={`${id}-name`}>
          {t("settings.inBrowser")}
        </h2>
        <div className="setting-field">
          <label className="check-line">
            <input
              type="checkbox"
              checked={areOn}
              aria-describedby={`${id}-hint`}
              onChange={({ target }) => {
                setAreOn(target.checked);
                setCookie(singleKeysCookie, target.checked ? "on" : "off");
                router.refresh(); // the pages mention the shortcuts
              }}
            />
            {t("settings.singleKeys")}
          </label>
          <p className="hint" id={`${id}-hint`}>
            {t.rich("settings.singleKeysHint", {
              keys: () =>
                told.map((name) => (
                  <Fragment key={name}>
                    <kbd>{keyCaps(keyMap[name].keys[0] ?? "")}</kbd> {t(keyWords[name]).toLowerCase()},{" "}
                  </Fragment>
                )),
              kbd: (key) => <kbd>{key}</kbd>,
            })}
          </p>
        </div>
      </div>
    </section>
  );
}
