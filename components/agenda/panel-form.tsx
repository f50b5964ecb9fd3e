import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Item } from "../../contract/item.ts";
import { type ApiError, call } from "../client/api.ts";
import type { Writes } from "../client/use-writes.ts";
import { Conflict, Gone } from "./conflict.tsx";
import { changedFields, type Draft, draftOf, patchOf, rebased } from "./draft.ts";
import { type FailureWords, wordsOfFailure } from "./failure-words.ts";
import { useHand } from "./hand.ts";
import { PanelFields } from "./panel-fields.tsx";

interface Props {
  readonly item: Item;
  readonly writes: Writes;
  readonly isLeaving: boolean;
  readonly onLeave: (mayGo: boolean) => void;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onSaved: () => void;
  readonly onRemove: () => void;
  readonly close: ReactNode;
}

/** The fields of one item, until they are saved or discarded. A failure clears nothing. */
export function PanelForm({ item, writes, isLeaving, onLeave, onDirty, onSaved, onRemove, close }: Props) {
  const { tellOverlap } = useHand();
  const [base, setBase] = useState(item);
  const [draft, setDraft] = useState(() => draftOf(item));
  const [failure, setFailure] = useState<FailureWords>();
  const [conflict, setConflict] = useState<Item>();
  const [isGone, setIsGone] = useState(false);
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

  async function send(onto: Item, restore = false) {
    if (isSaving) return;
    setIsSaving(true);
    setFailure(undefined);
    try {
      const current = restore ? (await writes.restore(onto)).item : onto;
      const patch = patchOf(base, draft);
      if (Object.keys(patch).length > 0) {
        const { item: saved, conflicts } = await writes.change(current, patch);
        const isMoved = saved.startsAt !== current.startsAt || saved.endsAt !== current.endsAt;
        if (isMoved) tellOverlap(saved, conflicts);
      }
      dirty.current(false);
      onSaved();
    } catch (thrown) {
      const error = thrown as ApiError;
      if (error.code === "version_conflict" && error.item) setConflict(error.item);
      else if (error.code === "item_not_found") setIsGone(true);
      else setFailure(wordsOfFailure(error));
    } finally {
      setIsSaving(false);
    }
  }
  function takeSaved(saved: Item) {
    void writes.take(saved);
    setBase(saved);
    setDraft(draftOf(saved));
    setConflict(undefined);
  }
  function stay() {
    onLeave(false);
    const field = "textarea.is-changed, input.is-changed, select.is-changed, textarea";
    form.current?.querySelector<HTMLElement>(field)?.focus();
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    // What is wrong in a rule is said where it is.
    const wrong = form.current?.querySelector<HTMLElement>(".repeats [data-mistake]");
    if (wrong) return wrong.focus();
    void send(conflict ?? base);
  };
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
        {isGone && <Gone text={base.text} onRestore={() => send(base, true)} onLeave={() => onLeave(true)} />}
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
      ) : (
        <div key="acts" className="panel-foot">
          <button className="act is-danger" type="button" onClick={onRemove}>
            Delete
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
