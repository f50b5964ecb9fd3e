import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import type { Draft } from "../draft/item-draft.ts";
import { useDraft } from "../draft/use-draft.ts";
import { useSeries } from "../sync/use-series.ts";
import type { Writes } from "../sync/use-writes.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { Differs } from "./differs.tsx";
import { EditConflict, Gone } from "./edit-conflict.tsx";
import { PanelFields } from "./panel-fields.tsx";
import { ActsFoot, LeavingFoot, ScopeFoot } from "./panel-foot.tsx";
import { useSave } from "./use-save.ts";

interface Props {
  readonly item: Item;
  readonly writes: Writes;
  readonly isLeaving: boolean;
  readonly onLeave: (mayGo: boolean) => void;
  readonly onDirty: (isDirty: boolean) => void;
  /** @param keys of the resulting entry, likeliest first, if a change of many gave it another key */
  readonly onSaved: (keys?: readonly string[]) => void;
  readonly onRemove: (item: Item, scope: Scope) => void;
  /** Set while Escape returns to editing instead of closing. */
  readonly back: RefObject<(() => void) | undefined>;
  readonly close: ReactNode;
}

/** The fields of one item, until they are saved or discarded. A failure clears nothing. */
export function PanelForm({ item, writes, isLeaving, onLeave, onDirty, onSaved, onRemove, back, close }: Props) {
  const { today, words } = useReader();
  const writing = useDraft(item, onDirty);
  const { base, draft, changed, isDirty } = writing;
  const saving = useSave({ writing, writes, onSaved });
  const { failure = writing.unread, conflict, missing, isBusy } = saving;
  const series = useSeries(base) ?? undefined;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);

  // For an occurrence: the action whose scope is being asked for.
  const [asked, setAsked] = useState<"save" | "delete">();
  const isOne = base.occurrence !== undefined;
  const needsScope = isOne && changed.some((name) => name !== "done");
  const question = isLeaving || (asked === "save" && !needsScope) ? undefined : asked;
  useEffect(() => {
    if (question === undefined) setAsked(undefined);
  }, [question]);

  function focusField() {
    const find = (field: string) => form.current?.querySelector<HTMLElement>(field);
    (find(":is(textarea, input, select).is-changed") ?? find("textarea"))?.focus();
  }
  /** When a button disappears after its action, the focus stays in the panel. */
  function keepFocus(from: string) {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.closest(`.panel ${from}`)) focusField();
  }
  function stay() {
    onLeave(false);
    setAsked(undefined);
    focusField();
  }
  useEffect(() => {
    back.current = question && stay;
    return () => {
      back.current = undefined;
    };
  });

  /** Errors in a rule are shown at their fields. */
  function isWrong(): boolean {
    const wrong = form.current?.querySelector<HTMLElement>(".repeats [data-mistake]");
    wrong?.focus();
    return wrong != null;
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    // A question in the footer is answered there, and nowhere else.
    if (isLeaving || question || isWrong()) return;
    if (needsScope) setAsked("save");
    else void saving.send("this");
  }
  async function answer(scope: Scope) {
    if (question === "delete") return onRemove(base, scope);
    if (isWrong()) return;
    await saving.send(scope);
    keepFocus(".scope");
    setAsked(undefined);
  }
  function write(next: Partial<Draft>) {
    // A user who keeps typing does not mean to delete it.
    if (asked === "delete") setAsked(undefined);
    writing.write(next);
  }
  return (
    <div className="panel-form">
      <form id={id} ref={form} noValidate onSubmit={submit}>
        <PanelFields
          item={base}
          draft={draft}
          changed={new Set(changed)}
          problems={failure?.fields ?? {}}
          areNotesWhole={!base.notesShortened}
          onChange={write}
          close={close}
        >
          {failure?.banner && (
            <p className="banner is-error" role="alert">
              {failure.banner}
            </p>
          )}
          {conflict && (
            <EditConflict
              yours={draft}
              changed={changed}
              saved={conflict}
              isBusy={isBusy}
              onMine={() => saving.send()}
              onSaved={(saved) => {
                saving.takeSaved(saved);
                focusField();
              }}
            />
          )}
          {missing && (
            <Gone
              item={base}
              missing={missing}
              day={(date) => weekdayAndDate(date, today, words)}
              isBusy={isBusy}
              onRestore={saving.bringBack}
              onAdd={saving.addAlone}
              onLeave={() => onLeave(true)}
            />
          )}
          <Differs item={base} isBusy={isBusy} onReset={() => saving.resetBase().then(() => keepFocus(".differs"))} />
        </PanelFields>
      </form>
      {/* Keys keep the footers apart: a button must not turn into the submit button while it is being clicked. */}
      {isLeaving ? (
        <LeavingFoot key="leaving" onDiscard={() => onLeave(true)} onStay={stay} />
      ) : question ? (
        <ScopeFoot
          key={question}
          item={base}
          series={series}
          act={question === "delete" ? "delete" : draft}
          isBusy={isBusy}
          onAnswer={answer}
          onBack={stay}
        />
      ) : (
        <ActsFoot
          key="acts"
          item={base}
          form={id}
          isDirty={isDirty}
          isBusy={isBusy}
          onDelete={() => (isOne ? setAsked("delete") : onRemove(base, "this"))}
          onDiscard={() => onLeave(true)}
        />
      )}
    </div>
  );
}
