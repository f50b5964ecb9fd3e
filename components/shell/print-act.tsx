"use client";

/** Prints the page: of the agenda the day in view, the week or the month (app/styles/print.css). */
export function PrintAct() {
  return (
    <button className="account-act" type="button" popoverTarget="account" onClick={() => print()}>
      Print
    </button>
  );
}
