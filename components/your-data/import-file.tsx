import { useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import type { ImportDone, ImportPreview } from "../../contract/operations/calendar-import.ts";
import { ApiError, call } from "../sync/api-client.ts";
import { Failure } from "./attempt-failure.tsx";
import { ImportEntries } from "./import-entries.tsx";
import { countWords, itemWords } from "./import-words.ts";
import { sendFile } from "./send-file.ts";
import { useAttempt } from "./use-attempt.ts";

/** Whether a failed call may have taken effect anyway: no answer, or one from a proxy. */
const isUnsure = (thrown: unknown) => thrown instanceof ApiError && (thrown.status === 0 || thrown.status >= 500);

/** 128 random bits; crypto.randomUUID is missing if the page is not served over https. */
const makeKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");

type Stage =
  | { readonly is: "choosing"; readonly said?: string }
  | { readonly is: "sending"; readonly doing: string; readonly share: number }
  | { readonly is: "preview"; readonly file: File; readonly preview: ImportPreview; readonly key: string }
  | { readonly is: "done"; readonly done: ImportDone };

/** Imports a calendar file: first a preview, then the import as a single change that one click undoes. */
export function ImportFile({ onDone }: { readonly onDone?: () => void }) {
  const [stage, setStage] = useState<Stage>({ is: "choosing" });
  const { busy, failure, attempt, forgetFailure } = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLParagraphElement>(null);
  const show = (next: Stage) => {
    setStage(next);
    requestAnimationFrame(() => heading.current?.focus());
  };

  const look = (file: File) =>
    attempt(async () => {
      const tell = (doing: string, share: number) =>
        setStage({ is: "sending", doing: doing === "sending" ? "Sending the file" : "Reading the file", share });
      tell("sending", 0);
      try {
        const preview = await sendFile<"preview">(file, undefined, tell);
        show({ is: "preview", file, preview, key: makeKey() });
      } catch (thrown) {
        setStage({ is: "choosing" });
        throw thrown;
      }
    }, "the file could not be read");
  const take = (before: Extract<Stage, { is: "preview" }>) =>
    attempt(
      async () => {
        const { file, preview, key } = before;
        const items = itemWords(preview.added + preview.changed);
        const tell = (doing: "sending" | "reading" | "storing", share: number) =>
          setStage({
            is: "sending",
            doing: doing === "storing" ? `Storing ${items}` : "Reading the file again",
            share,
          });
        tell("sending", 0);
        try {
          const taking = { confirm: preview.confirm ?? "", key };
          show({ is: "done", done: await sendFile<"take">(file, taking, tell) });
          onDone?.();
        } catch (thrown) {
          // Without an answer it may have been imported: retrying with the same key finds out.
          if (isUnsure(thrown)) show(before);
          else setStage({ is: "choosing" });
          throw thrown;
        }
      },
      "nothing was taken in",
      (thrown) =>
        isUnsure(thrown)
          ? "The answer got lost, so the items may be in or not: all of them, or none. Take them in once more; nothing is taken in twice."
          : undefined,
    );
  const undo = ({ change }: ImportDone) =>
    attempt(async () => {
      await call("undoChange", { id: change.id });
      setStage({ is: "choosing", said: "Taken back. The agenda is as it was before." });
    }, "it was not taken back");
  const discard = () => {
    setStage({ is: "choosing" });
    requestAnimationFrame(() => input.current?.focus());
  };

  return (
    <>
      <p>
        A calendar file (.ics) of at most {limits.importBytes / 1_000_000} MB, from Google, Apple, Outlook or any other
        program. You see first what it would do.
      </p>
      <Failure words={failure} />
      {stage.is === "choosing" && (
        <>
          <p className={stage.said ? undefined : "sr-only"} role="status">
            {stage.said}
          </p>
          <label className="data-file">
            <span>Calendar file</span>
            <input
              ref={input}
              type="file"
              accept=".ics,text/calendar"
              disabled={busy}
              onChange={({ currentTarget }) => {
                forgetFailure();
                const [file] = currentTarget.files ?? [];
                if (file) void look(file);
              }}
            />
          </label>
        </>
      )}
      {stage.is === "sending" && (
        <p className="data-progress" role="status">
          <label>
            {stage.doing} …
            <progress {...(stage.share > 0 && stage.share < 1 && { value: stage.share })} />
          </label>
        </p>
      )}
      {stage.is === "preview" && (
        <>
          <p className="data-sum" ref={heading} tabIndex={-1}>
            <strong>{stage.file.name}:</strong> {countWords(stage.preview)}
          </p>
          <ImportEntries entries={stage.preview.entries} preview={stage.preview} />
          <p className="data-acts">
            {stage.preview.confirm !== undefined && (
              <button className="button is-main" type="button" aria-busy={busy} onClick={() => take(stage)}>
                Take in {itemWords(stage.preview.added + stage.preview.changed)}
              </button>
            )}
            <button className="button" type="button" onClick={discard}>
              Discard
            </button>
          </p>
        </>
      )}
      {stage.is === "done" && (
        <>
          <p className="data-sum" ref={heading} tabIndex={-1} role="status">
            Taken in: {countWords(stage.done, "done")}
          </p>
          <p className="data-acts">
            <a className="button" href="/">
              Open the agenda
            </a>
            <button className="button" type="button" aria-busy={busy} onClick={() => undo(stage.done)}>
              Undo
            </button>
          </p>
        </>
      )}
    </>
  );
}
