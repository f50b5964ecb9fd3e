import { type FormEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Item, Scope } from "../../contract/item.ts";
import { type ApiError, call } from "../client/api.ts";
import { keyOf } from "../client/entry-key.ts";
import type { Writes } from "../client/use-writes.ts";
import { Conflict, Gone, type Missing, missingOf } from "./conflict.tsx";
import { weekdayAndDate } from "./dates.ts";
import { Differs } from "./differs.tsx";
import { changedFields, type Draft, draftOf, fieldsOf, rebased } from "./draft.ts";
import { type FailureWords, isMissing, wordsOfFailure } from "./failure-words.ts";
import { useHand } from "./hand.ts";
import { PanelFields } from "./panel-fields.tsx";
import { useReading } from "./reading.ts";
import { isPlacing, patchFor } from "./scope-patch.ts";
import { ScopeQuestion, scopeIn } from "./scope-question.tsx";
import { wordsOfChanged } from "./scope-words.ts";
import { useSeries } from "./use-series.ts";

interface Props {
  readonly item: Item;
  readonly writes: Writes;
  readonly isLeaving: boolean;
  readonly onLeave: (mayGo: boolean) => void;
  readonly onDirty: (isDirty: boolean) => void;
  /** @param keys of what it became, the likeliest first, where a change of many gave it another key */
  readonly onSaved: (keys?: readonly string[]) => void;
  readonly onRemove: (scope: Scope) => void;
  /** Set while Escape goes back to writing instead of closing. */
  readonly back: RefObject<(() => void) | undefined>;
  readonly close: ReactNode;
}

/** The fields of one item, until they are saved or discarded. A failure clears nothing. */
export function PanelForm({ item, writes, isLeaving, onLeave, onDirty, onSaved, onRemove, back, close }: Props) {
  const { tellOverlap, forgetOverlap, offerUndo, reset } = useHand();
  const { today, words } = useReading();
  const series = useSeries(item) ?? undefined;
  const [base, setBase] = useState(item);
  const [draft, setDraft] = useState(() => draftOf(item));
  const [failure, setFailure] = useState<FailureWords>();
  const [conflict, setConflict] = useState<Item>();
  const [missing, setMissing] = useState<Missing>();
  // Of an occurrence: how far what was asked for shall reach.
  const [asked, setAsked] = useState<"save" | "delete">();
  const scope = useRef<Scope>("this");
  const [isSaving, setIsSaving] = useState(false);
  const changed = changedFields(draftOf(base), draft);
  const isDirty = changed.length > 0;
  const current = useRef({ base, draft });
  current.current = { base, draft };

  const form = useRef<HTMLFormElement>(null);
  const dirty = useRef(onDirty);
  dirty.current = onDirty;
  useLayoutEffect(() => {
    dirty.current(isDirty);
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  // Untouched fields follow the agenda; what somebody is writing stays.
  useEffect(() => {
    if (isDirty || item.version <= base.version) return;
    setBase(item);
    setDraft(draftOf(item));
  }, [item, base.version, isDirty]);

  // Lists shorten long notes; the panel needs them whole before they can be written on.
  useEffect(() => {
    if (!base.notesShortened) return;
    let isCurrent = true;
    call("getItemById", { id: base.id, ...(base.occurrence && { occurrence: base.occurrence }) })
      .then(({ item: whole }) => {
        if (!isCurrent) return;
        const { base, draft } = current.current;
        const [saved, newer] = [draftOf(base), draftOf(whole)];
        const others = changedFields(saved, { ...newer, notes: saved.notes });
        // Where somebody else wrote on the same field, the old version makes the server ask.
        const isClash = changedFields(saved, draft).some((name) => others.includes(name));
        setBase(isClash ? { ...whole, version: base.version } : whole);
        setDraft(rebased(saved, draft, newer));
      })
      .catch((thrown: unknown) => isCurrent && setFailure(wordsOfFailure(thrown as ApiError)));
    return () => {
      isCurrent = false;
    };
  }, [base.id, base.occurrence, base.notesShortened]);

  /** Saves what was written, as far as it was answered. */
  async function send(onto: Item, { restore = false, isAgain = false } = {}) {
    if (isSaving && !isAgain) return;
    setIsSaving(true);
    setFailure(undefined);
    const became: string[] = [];
    try {
      const current = restore ? (await writes.restore(onto)).item : onto;
      const { patch, own } = patchFor(scope.current, base, draft);
      if (own) await writes.change(current, own);
      if (Object.keys(patch).length > 0) {
        const answer = await writes.change(current, patch, scope.current);
        const { item: saved, conflicts, change } = answer;
        const isMoved = isPlacing(patch);
        if (isMoved) forgetOverlap(current, scope.current);
        tellOverlap(saved, conflicts);
        if (scope.current !== "this" && change) {
          offerUndo(base, wordsOfChanged(answer, day), [change.id]);
          became.push(
            ...[draft.date, base.occurrence].map((occurrence) => keyOf({ id: saved.id, occurrence })),
            saved.id,
          );
        }
      }
      dirty.current(false);
      onSaved(became);
    } catch (thrown) {
      const error = thrown as ApiError;
      setAsked(undefined);
      // Another occurrence was changed meanwhile, and this one was not: nothing to decide.
      const isElsewhere = error.item && changedFields(draftOf(onto), draftOf(error.item)).length === 0;
      if (error.item && isElsewhere && onto.occurrence && scope.current === "this" && !isAgain)
        return await send(error.item, { isAgain: true });
      if (error.code === "version_conflict" && error.item) setConflict(error.item);
      else if (isMissing(error)) setMissing(await missingOf(base));
      else setFailure(wordsOfFailure(error));
    } finally {
      setIsSaving(false);
    }
  }
  /** What was written as an item of its own, where there is nothing left to save it to. */
  async function addAlone() {
    try {
      await writes.add(fieldsOf(draft));
      dirty.current(false);
      onSaved();
    } catch (thrown) {
      setMissing(undefined);
      setFailure(wordsOfFailure(thrown as ApiError));
    }
  }
  function takeSaved(saved: Item) {
    void writes.take(saved);
    setBase(saved);
    setDraft(draftOf(saved));
    setConflict(undefined);
  }
  async function resetBase() {
    const now = await reset(base);
    if (!now) return;
    const { base: saved, draft } = current.current;
    setBase(now);
    setDraft(rebased(draftOf(saved), draft, draftOf(now)));
  }
  function stay() {
    onLeave(false);
    const field = "textarea.is-changed, input.is-changed, select.is-changed, textarea";
    form.current?.querySelector<HTMLElement>(field)?.focus();
  }
  function goBack() {
    setAsked(undefined);
    stay();
  }
  const day = (date: string) => weekdayAndDate(date, today, words);
  const isOne = base.occurrence !== undefined;
  const needsScope = isOne && changed.some((name) => name !== "done");
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answered = asked && scopeIn(event.currentTarget);
    if (asked === "delete") return onRemove(answered ?? "this");
    // What is wrong in a rule is said where it is.
    const wrong = form.current?.querySelector<HTMLElement>(".repeats [data-mistake]");
    if (wrong) return wrong.focus();
    if (needsScope && !answered) return setAsked("save");
    scope.current = answered ?? "this";
    void send(conflict ?? base);
  };
  useEffect(() => {
    back.current = asked ? goBack : undefined;
  });
  useEffect(
    () => () => {
      back.current = undefined;
    },
    [back],
  );
  return (
    <form ref={form} className="panel-form" noValidate onSubmit={save}>
      <PanelFields
        item={base}
        draft={draft}
        changed={new Set(changed)}
        problems={failure?.fields ?? {}}
        areNotesWhole={!base.notesShortened}
        onChange={(next: Partial<Draft>) => setDraft((now) => ({ ...now, ...next }))}
        close={close}
      >
        {failure?.banner && (
          <p className="banner is-error" role="alert">
            {failure.banner}
          </p>
        )}
        {conflict && (
          <Conflict
            yours={draft}
            changed={changed}
            saved={conflict}
            onMine={() => send(conflict)}
            onSaved={takeSaved}
          />
        )}
        {missing && (
          <Gone
            item={base}
            missing={missing}
            day={day}
            onRestore={() => send(base, { restore: true })}
            onAdd={addAlone}
            onLeave={() => onLeave(true)}
          />
        )}
        <Differs item={base} onReset={resetBase} />
      </PanelFields>
      {isLeaving ? (
        // Keys keep the two feet apart: a button must not turn into the one that submits while it is being clicked.
        <div key="question" className="panel-foot" role="alertdialog" aria-label="Unsaved changes">
          <p>Your changes are not saved.</p>
          <span className="spring" />
          <button className="button" type="button" onClick={() => onLeave(true)}>
            Discard
          </button>
          <button className="button is-main" type="button" ref={focusOnce} onClick={stay}>
            Keep writing
          </button>
        </div>
      ) : asked && (asked === "delete" || needsScope) ? (
        <ScopeQuestion
          key={asked}
          item={base}
          series={series}
          act={asked === "delete" ? "delete" : draft}
          isBusy={isSaving}
        >
          <button className="button" type="button" onClick={goBack}>
            {asked === "delete" ? "Keep" : "Keep writing"}
          </button>
        </ScopeQuestion>
      ) : (
        <div key="acts" className="panel-foot">
          <button
            className="act is-danger"
            type="button"
            onClick={() => (isOne ? setAsked("delete") : onRemove("this"))}
          >
            {isOne ? "Delete…" : base.recurrence ? "Delete all" : "Delete"}
          </button>
          <span className="spring" />
          {isDirty && (
            <button className="button" type="button" onClick={() => onLeave(true)}>
              Discard
            </button>
          )}
          <button className="button is-main" type="submit" aria-busy={isSaving}>
            Save
          </button>
        </div>
      )}
    </form>
  );
}

const focusOnce = (button: HTMLButtonElement | null) => button?.focus();
