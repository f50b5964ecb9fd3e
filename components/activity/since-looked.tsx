import { Check, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLayoutEffect } from "react";
import type { Translator } from "../../messages/translator.ts";
import { focusHeading } from "../controls/focus-heading.ts";
import type { Mark } from "../sync/change-marks.ts";
import { authorWithin } from "../sync/mark-words.ts";
import type { Fresh, FreshChanges } from "../sync/use-fresh.ts";
import { momentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { listed } from "../words/listed.ts";
import { type Change, isUndoable } from "./past.ts";
import { Blocked } from "./past-change.tsx";
import type { Undoing } from "./use-undoing.ts";

interface Props {
  readonly fresh: Pick<Fresh, "marks" | "changeCount" | "keep">;
  readonly looked: FreshChanges["looked"];
  readonly known: readonly Change[];
  readonly undoing: Undoing;
  readonly say: (words: string) => void;
}

const key = "since-looked";

/** Above Activity: what assistants wrote that is not kept, as one summary, with actions on all of it. */
export const SinceLooked = (props: Props) => (props.fresh.marks.length > 0 ? <Unkept {...props} /> : null);

function Unkept({ fresh: { marks, changeCount, keep }, looked, known, undoing, say }: Props) {
  const t = useTranslations();
  const reading = useReader();
  // It goes with the button that was pressed.
  useLayoutEffect(
    () => () => {
      if (document.activeElement?.closest(".since")) focusHeading();
    },
    [],
  );
  const meant = Map.groupBy(
    marks.flatMap(({ changes }) => changes),
    ({ id }) => id,
  );
  // Undoing a change takes all of it back, also what of it was kept.
  const areWhole = [...meant.values()].every((parts) => parts.every(({ itemCount }) => itemCount <= parts.length));
  const ids = known.filter((change) => meant.has(change.id) && isUndoable(change)).map(({ id }) => id);
  const count = changeCount ?? marks.length;
  const keepAll = () => {
    keep();
    say(t("activity.kept", { count }));
  };
  return (
    <section className="since" aria-labelledby={key} data-undo={key} tabIndex={-1}>
      <h2 id={key}>
        {t(looked ? "activity.sinceLooked" : "activity.new")}{" "}
        <span>{looked && momentWords(Date.parse(looked.at), reading, t)}</span>
      </h2>
      <p>{t("activity.changesBy", { count, authors: authorsWords(marks, t) })}</p>
      <p className="since-acts">
        <button className="button" type="button" onClick={keepAll}>
          <Check className="icon" aria-hidden="true" />
          {t("activity.keepAll", { count })}
        </button>
        {changeCount === undefined && areWhole && ids.length === meant.size && (
          <button
            className="act is-quiet"
            type="button"
            aria-busy={undoing.busy === key}
            onClick={() => undoing.undo(key, { ids, conversation: undefined })}
          >
            <Undo2 className="icon" aria-hidden="true" />
            {t("activity.revertAll", { count })}
          </button>
        )}
      </p>
      {undoing.refused?.key === key && <Blocked {...undoing.refused} />}
    </section>
  );
}

/** "ChatGPT in two conversations". */
function authorsWords(marks: readonly Mark[], t: Translator): string {
  const names = [...new Set(marks.map((mark) => authorWithin(mark, t)))].reverse();
  const talks = new Set(marks.flatMap(({ changes }) => changes.map(({ conversation }) => conversation ?? "")));
  const authors = listed(names, t);
  return talks.size > 1 ? t("activity.inTalks", { authors, count: talks.size }) : authors;
}

/** The rule between what is new since the last look and what was known. */
export function LookedHere({ atMs }: { readonly atMs: number }) {
  const t = useTranslations();
  return <p className="looked-here">{t("activity.lookedHere", { when: momentWords(atMs, useReader(), t) })}</p>;
}
