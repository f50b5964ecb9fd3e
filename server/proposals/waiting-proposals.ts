import { answerEntry } from "../../agenda/entries/answer-item.ts";
import type { Entry } from "../../agenda/entries/entry.ts";
import { type FreshMark, freshMarks } from "../../agenda/history/fresh-marks.ts";
import { proposalSummary } from "../../agenda/history/preview-summary.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import type { Item } from "../../contract/fields/item.ts";
import { limits, proposalDays } from "../../contract/limits.ts";
import type { listWaitingProposals as contract, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { readVersions } from "../storage/ledger/looks.ts";
import { type ProposalRow, readWaiting } from "../storage/ledger/proposals.ts";
import { findPerson } from "../storage/people/users.ts";
import { isEditable } from "./edited-input.ts";

type Answered = Output<typeof contract>["proposals"][number];
interface Reading {
  readonly t: Caller["t"];
  readonly language: Caller["language"];
  readonly readIn: string;
}

/** The person's pending proposals, shown as their changes would be once written. */
export async function listWaitingProposals({ userId, t, language }: Caller): Promise<Output<typeof contract>> {
  const [{ version }, { timeZone, hidesWords }, waiting] = await Promise.all([
    readVersions(userId),
    findPerson(userId),
    readWaiting(userId),
  ]);
  return {
    version,
    ...(hidesWords && { discreet: t("planning.asksYou") }),
    proposals: waiting.map((proposal) => answerProposal(proposal, { t, language, readIn: timeZone ?? "UTC" })),
  };
}

function answerProposal(proposal: ProposalRow, reading: Reading): Answered {
  const { t, language = "en" } = reading;
  const { id, door, program, clientName, conversation, atMs, items } = proposal;
  const change = { rev: 1, atMs, door, clientName, conversation, isSettings: false, items };
  const marks = freshMarks([change], { keptRev: 0, looks: [], marks: {} }, atMs);
  return {
    ...{ id, door, program, summary: proposalSummary(proposal, language, t), editable: isEditable(proposal) },
    ...(clientName !== null && { programName: clientName }),
    ...(conversation !== null && { conversation }),
    at: writeInstant(atMs, "UTC"),
    until: writeInstant(atMs + proposalDays * 86_400_000, "UTC"),
    entries: marks.slice(0, limits.proposalEntries).flatMap((mark) => answerMark(mark, reading)),
    entryCount: marks.length,
  };
}

function answerMark(
  { id, occurrence, kind, before, after, aspects }: FreshMark,
  { t, readIn }: Reading,
): Answered["entries"] {
  const shown = kind === "deleted" ? before : after;
  if (!shown) return [];
  const answer = (entry: Entry): Item => {
    const { exceptions: _, exceptionCount: __, ...item } = answerEntry(entry, { t, readIn, shortNotes: true });
    return item;
  };
  return [
    {
      ...{ id, kind, item: answer(shown) },
      ...(occurrence !== null && { occurrence }),
      ...(kind === "updated" && before && { before: answer(before), touched: [...aspects] }),
    },
  ];
}
