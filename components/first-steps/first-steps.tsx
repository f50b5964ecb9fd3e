"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type FirstStepsInfo, usePlanner } from "../actions/planner.ts";
import { focusLine } from "../actions/use-keys.ts";
import { focusHeading } from "../controls/focus-heading.ts";
import { call } from "../sync/api-client.ts";
import { AssistantStep } from "./assistant-step.tsx";
import { ClockStep } from "./clock-step.tsx";
import { ImportStep } from "./import-step.tsx";
import "./first-steps.css";

type Step = FirstStepsInfo["done"][number] | "item";

const steps = ["clock", "assistant", "import", "item"] as const;

/** Onboarding on the page itself: each step is done in place, in any order, and all can be skipped. */
export function FirstSteps({ info, onClose }: { readonly info: FirstStepsInfo; readonly onClose: () => void }) {
  const t = useTranslations();
  const { items } = usePlanner();
  const id = useId();
  const [marked, setMarked] = useState<readonly Step[]>(info.done);
  const done = items.length > 0 ? [...marked, "item" as const] : marked;
  const nextOf = (done: readonly Step[]) => steps.find((name) => !done.includes(name));
  const [open, setOpen] = useState<Step | undefined>(() => nextOf(done));
  const heading = useRef<HTMLHeadingElement>(null);
  const mark = (step: FirstStepsInfo["done"][number], goesOn = true) => {
    // If not stored, the step is offered again next time.
    void call("markFirstSteps", { done: [step] }).catch(() => undefined);
    const next = [...done, step];
    setMarked((known) => [...known, step]);
    if (goesOn) setOpen(nextOf(next));
  };
  // The pressed button goes with its step: the focus moves to the next one.
  const shown = useRef(open);
  useEffect(() => {
    if (shown.current === open) return;
    shown.current = open;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    (document.getElementById(`${id}-${open}`) ?? heading.current)?.focus();
  }, [open, id]);
  const contents: Readonly<Record<(typeof steps)[number], ReactNode>> = {
    clock: <ClockStep info={info} onDone={() => mark("clock")} />,
    assistant: <AssistantStep onDone={() => mark("assistant", false)} />,
    import: <ImportStep onDone={() => mark("import", false)} />,
    item: (
      <>
        <p>{t("first-steps.write")}</p>
        <button className="button" type="button" onClick={focusLine}>
          {t("first-steps.writeIt")}
        </button>
      </>
    ),
  };
  const isOver = nextOf(done) === undefined;
  return (
    <section className="first-steps" aria-labelledby={id}>
      <header className="first-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {t("first-steps.heading", { isOver: String(isOver) })}
        </h2>
        <button
          className="act is-quiet"
          type="button"
          onClick={() => {
            mark("skipped");
            onClose();
            focusHeading();
          }}
        >
          {t("first-steps.leave", { isOver: String(isOver) })}
        </button>
      </header>
      <ol>
        {steps.map((name, index) => {
          const title = t("first-steps.step", { step: name });
          const isDone = done.includes(name);
          const isOpen = open === name;
          return (
            <li key={name} className={isDone ? "is-done" : undefined}>
              <h3>
                <button
                  id={`${id}-${name}`}
                  type="button"
                  aria-expanded={isOpen}
                  aria-controls={`${id}-${name}-step`}
                  aria-label={isDone ? t("first-steps.stepDone", { title }) : undefined}
                  onClick={() => setOpen(isOpen ? undefined : name)}
                >
                  <span className="first-mark" aria-hidden="true">
                    {isDone ? <Check className="icon" /> : index + 1}
                  </span>
                  {title}
                </button>
              </h3>
              <div className="first-step" id={`${id}-${name}-step`} hidden={!isOpen}>
                {isOpen && contents[name]}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
