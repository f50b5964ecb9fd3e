import type { ReactNode } from "react";

const steps = [
  "Import the schema",
  "Authentication: OAuth",
  "Register the callbacks in Logto",
  "Privacy policy and instructions",
  "Try it",
] as const;

/** One step: what to do, with the reason beside it. */
export function Step({ number, why, children }: { number: 1 | 2 | 3 | 4 | 5; why: ReactNode; children: ReactNode }) {
  return (
    <section className="step" id={`step-${number}`} aria-labelledby={`step-${number}-name`}>
      <h3 className="step-name" id={`step-${number}-name`}>
        <b aria-hidden="true">{number}</b>
        {steps[number - 1]}
      </h3>
      <div className="give">{children}</div>
      <div className="why">{why}</div>
    </section>
  );
}

/** A part that is not one of the GPT's steps: same layout, without a number. */
export function Part({ id, name, why, children }: { id: string; name: string; why: ReactNode; children: ReactNode }) {
  return (
    <section className="step" id={id} aria-labelledby={`${id}-name`}>
      <h3 className="step-name" id={`${id}-name`}>
        {name}
      </h3>
      <div className="give">{children}</div>
      <div className="why">{why}</div>
    </section>
  );
}
