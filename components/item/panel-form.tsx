import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { type Editing, useAgendaActions } from "../actions/agenda-actions.ts";
import { areSingleKeysOn } from "../actions/single-keys-cookie.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { KeyboardInset } from "../controls/keyboard-inset.ts";
import type { Draft } from "../draft/item-draft.ts";
import { useDraft } from "../draft/use-draft.ts";
import { useSeries } from "../sync/use-series.ts";
import type { Writes } from "../sync/use-writes.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { Differs } from "./differs.tsx";
import { EditConflict, Gone } from "./edit-conflict.tsx";
import { PanelFields } from "./panel-fields.tsx";
import { EditingFoot, LeavingFoot, ReadingFoot, ScopeFoot } from "./panel-foot.tsx";
import { ItemReading } from "./reading/item-reading.tsx";
import { useSave } from "./use-save.ts";

interface Props {
  readonly item: Item;
  readonly startsEditing: Editing;
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

/** One item: first to read, then its fields until they are saved or discarded. A failure clears nothing. */
export function PanelForm({
  item,
  startsEditing,
  writes,
  isLeaving,
  onLeave,
  onDirty,
  onSaved,
  onRemove,
  back,
  close,
}: Props) {
  const t = useTranslations();
  const { today, words } = useReader();
  const { complete } = useAgendaActions();
  const writing = useDraft(item, onDirty);
  const { base, draft, changed, isDirty } = writing;
  const saving = useSave({ writing, writes, onSaved });
  const { failure = writing.unread, missing, isBusy } = saving;
  const asking = writing.clashes.filter((clash) => clash.isAsked);
  const series = useSeries(base) ?? undefined;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const [isEditing, setIsEditing] = useState(Boolean(startsEditing) || writing.isKept);
  useEffect(() => {
    // Also if it is already open for reading.
    if (startsEditing) setIsEditing(true);
  }, [startsEditing]);
  useEffect(() => {
    if (isEditing) form.current?.querySelector("textarea")?.focus();
  }, [isEditing]);

  // For an occurrence: the action whose scope is being asked for.
  const [asked, setAsked] = useState<"save" | "delete">();
  // Kept while the save that it was given for waits for a conflict decision.
  const reach = useRef<Scope>(undefined);
  const isOne = base.occurrence !== undefined;
  const needsScope = isOne && changed.some((name) => name !== "done");
  const question = isLeaving || (asked === "save" && !needsScope) ? undefined : asked;
  useEffect(() => {
    if (question === undefined) setAsked(undefined);
  }, [question]);

  function focusField() {
    const find = (field: string) => form.current?.querySelector<HTMLElement>(field);
    const inReading = () => document.querySelector<HTMLElement>(".panel .edit");
    (find(":is(textarea, input, select).is-changed") ?? find("textarea") ?? inReading())?.focus();
  }
  /** When a button disappears after its action, the focus stays in the panel. */
  function keepFocus(from: string) {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.closest(`.panel ${from}`)) focusField();
  }
  function stay() {
    // The footer comes back first: its Edit button may be where the focus goes.
    flushSync(() => {
      onLeave(false);
      setAsked(undefined);
    });
    focusField();
  }
  useEffect(() => {
    back.current = question && stay;
    return () => {
      back.current = undefined;
    };
  });

  /** Leaves without saving. */
  function discard() {
    writing.forget();
    onLeave(true);
  }
  function removeIn(scope: Scope) {
    writing.forget();
    onRemove(base, scope);
  }
  const remove = () => (isOne ? setAsked("delete") : removeIn("this"));

  /** Unparsed input and rule errors are shown at their fields. */
  function isWrong(): boolean {
    const wrong = form.current?.querySelector<HTMLElement>("[data-mistake]");
    wrong?.focus();
    return wrong != null;
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    // A question in the footer is answered only there.
    if (isLeaving || question || isWrong()) return;
    if (needsScope && reach.current === undefined) setAsked("save");
    else void save(reach.current ?? "this");
  }
  async function save(scope: Scope) {
    await saving.save(scope);
    reach.current = writing.now().clashes.length > 0 ? scope : undefined;
  }
  async function answer(scope: Scope) {
    if (question === "delete") return removeIn(scope);
    if (isWrong()) return;
    await save(scope);
    keepFocus(".scope");
    setAsked(undefined);
  }
  function write(next: Partial<Draft>) {
    reach.current = undefined;
    // A user who keeps typing does not mean to delete it.
    if (asked === "delete") setAsked(undefined);
    writing.write(next);
  }
  function editByKey(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key !== "e" || ctrlKey || metaKey || altKey || isEditing || question) return;
    if (!areSingleKeysOn(document.cookie)) return;
    event.preventDefault();
    setIsEditing(true);
  }
  const notices = (
    <>
      {failure?.banner && <ErrorBanner>{failure.banner}</ErrorBanner>}
      {asking.length > 0 && <EditConflict saved={base} draft={draft} clashes={asking} onChoose={writing.write} />}
      {missing && (
        <Gone
          item={base}
          missing={missing}
          day={(date) => weekdayAndDate(date, today, words)}
          isBusy={isBusy}
          onRestore={saving.bringBack}
          onAdd={saving.addAlone}
          onLeave={discard}
        />
      )}
      <Differs item={base} isBusy={isBusy} onReset={() => saving.resetBase().then(() => keepFocus(".differs"))} />
    </>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the Edit button below
    <div ref={whole} className="panel-form" onKeyDown={editByKey}>
      <KeyboardInset at={whole} />
      {isEditing ? (
        <>
          <Dialog.Title className="sr-only">{t("item.editOf", { text: base.text })}</Dialog.Title>
          <form id={id} ref={form} noValidate onSubmit={submit}>
            <PanelFields
              item={base}
              draft={draft}
              changed={new Set(changed)}
              problems={failure?.fields ?? {}}
              areNotesWhole={!base.notesShortened}
              findsTime={startsEditing === "time"}
              onChange={write}
              close={close}
            >
              {notices}
            </PanelFields>
          </form>
        </>
      ) : (
        <>
          <div className="panel-head">
            <Dialog.Title className={`reading-title ${base.done ? "is-done" : ""}`} dir="auto">
              {base.text}
            </Dialog.Title>
            {close}
          </div>
          <div className="panel-body">
            {notices}
            <ItemReading item={base} />
          </div>
        </>
      )}
      {/* Keys keep the footers apart: a button must not turn into the submit button while it is being clicked. */}
      {isLeaving ? (
        <LeavingFoot key="leaving" onDiscard={discard} onStay={stay} />
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
      ) : isEditing ? (
        <EditingFoot
          key="editing"
          item={base}
          form={id}
          isDirty={isDirty}
          isBusy={isBusy}
          onDelete={remove}
          onDiscard={discard}
        />
      ) : (
        <ReadingFoot
          key="reading"
          item={base}
          onDelete={remove}
          onComplete={() => {
            // Closes, so that a refusal, which is shown above the list, is seen on a phone too.
            onLeave(true);
            complete(base);
          }}
          onEdit={() => setIsEditing(true)}
        />
      )}
    </div>
  );
}
