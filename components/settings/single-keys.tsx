import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { singleKeysCookie } from "../actions/single-keys-cookie.ts";
import { setCookie } from "../zone/zone-cookie.tsx";

/** Whether single-key shortcuts are active. Applies to this browser immediately; assistants are not affected. */
export function SingleKeys({ initial }: { readonly initial: boolean }) {
  const router = useRouter();
  const id = useId();
  const [areOn, setAreOn] = useState(initial);
  return (
    <section aria-labelledby={`${id}-name`}>
      <div className="setting">
        <h2 className="setting-name" id={`${id}-name`}>
          In this browser
        </h2>
        <div className="setting-field">
          <label className="single-keys">
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
            Single-key shortcuts
          </label>
          <p className="hint" id={`${id}-hint`}>
            <kbd>C</kbd> adds, <kbd>/</kbd> searches, <kbd>J</kbd> and <kbd>K</kbd> move, <kbd>E</kbd> edits,{" "}
            <kbd>X</kbd> ticks off, <kbd>#</kbd> and <kbd>Del</kbd> delete; <kbd>N</kbd> and <kbd>P</kbd> go through
            what assistants wrote, <kbd>Y</kbd> keeps, <kbd>R</kbd> reverts. Turn them off if you speak to your
            computer. Holds at once.
          </p>
        </div>
      </div>
    </section>
  );
}
