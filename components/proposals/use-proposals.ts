import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { focusHeading } from "../controls/focus-heading.ts";
import { type Answer, ApiError, call, type Sent } from "../sync/api-client.ts";
import { useConnection } from "../sync/connection-state.ts";

export type Waiting = Answer<"listWaitingProposals">;
export type Proposal = Waiting["proposals"][number];
type Decided = Answer<"decideProposals">["decided"][number];

/** A proposal that could not be carried out as shown. */
interface Overtaken {
  readonly proposal: Proposal;
  readonly reason: string;
}

/**
 * Proposals awaiting the user, read again whenever the server has newer ones.
 * @param initial as the server rendered it; undefined: it is read first
 * @param version the latest known one
 */
export function useProposals(initial: Waiting | undefined, version: number, say: (words: string) => void) {
  const t = useTranslations();
  const [known, setKnown] = useState(initial);
  const [busy, setBusy] = useState<readonly string[]>([]);
  const [overtaken, setOvertaken] = useState<readonly Overtaken[]>([]);
  const [failure, setFailure] = useState<string>();
  const latest = useRef(initial?.version ?? -1);

  const read = useCallback(async () => {
    try {
      const next = await call("listWaitingProposals", {});
      if (next.version < latest.current) return;
      latest.current = next.version;
      setKnown(next);
      setFailure(undefined);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(t("proposals.unread", { offline: String(thrown.code === "offline"), why: thrown.message }));
    }
  }, [t]);
  const { state } = useConnection();
  const isAway = state === "lost"; // read once it is back: the page says that it is, and since when
  useEffect(() => {
    if (version > latest.current && !isAway) void read();
  }, [version, read, isAway]);

  /** One at a time, in click order: none is lost while another is pending. */
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  /** Already decided here: a double click decides once. */
  const underWay = useRef<ReadonlySet<string>>(new Set());
  function decide({ accept = [], decline = [], ...sent }: Sent<"decideProposals">): Promise<boolean> {
    const [accepts, declines] = [accept, decline].map((ids) => ids.filter((id) => !underWay.current.has(id)));
    const ids = new Set([...(accepts ?? []), ...(declines ?? [])]);
    underWay.current = underWay.current.union(ids);
    const asked = turn.current
      .then(() => decideNow({ ...sent, accept: accepts, decline: declines }))
      .finally(() => {
        underWay.current = underWay.current.difference(ids);
      });
    turn.current = asked.catch(() => undefined);
    return asked;
  }
  async function decideNow(sent: Sent<"decideProposals">) {
    const ids = [...(sent.accept ?? []), ...(sent.decline ?? [])];
    if (ids.length === 0) return false;
    const pressed = document.activeElement;
    setBusy(ids);
    setFailure(undefined);
    try {
      const { decided } = await call("decideProposals", sent);
      const found = new Map(known?.proposals.map((proposal) => [proposal.id, proposal]));
      const failed = decided.flatMap(({ id, reason }) => {
        const proposal = found.get(id);
        return reason !== undefined && proposal ? [{ proposal, reason }] : [];
      });
      setOvertaken((before) => [...before, ...failed]);
      say(wordsOf(decided, t));
      await read();
      keepFocus(pressed);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      // Reading them clears what failed before.
      await read();
      setFailure(t("proposals.stillWaits", { offline: String(thrown.code === "offline"), why: thrown.message }));
      return false;
    } finally {
      setBusy([]);
    }
  }
  const forget = (id: string) => setOvertaken((before) => before.filter(({ proposal }) => proposal.id !== id));
  return { known, proposals: known?.proposals, busy, overtaken, failure, decide, forget, read };
}

/** The pressed button is gone with the proposal: focus the next one, or the page's heading. */
function keepFocus(pressed: Element | null, framesLeft = 60): void {
  // Another part of the page removes it, some frames later.
  if (pressed?.isConnected && pressed !== document.body && framesLeft > 0)
    return void requestAnimationFrame(() => keepFocus(pressed, framesLeft - 1));
  if (document.activeElement !== document.body) return;
  const next = document.querySelector<HTMLElement>(".asked button");
  if (next) next.focus({ preventScroll: true });
  else focusHeading();
}

function wordsOf(decided: readonly Decided[], t: Translator): string {
  const count = (state: Decided["state"]) => decided.filter((each) => each.state === state).length;
  const [accepted, declined, left] = [count("accepted"), count("declined"), count("overtaken") + count("ended")];
  return [
    accepted > 0 && t("proposals.decided", { count: accepted }),
    declined > 0 && t("proposals.declined", { count: declined }),
    left > 0 && t("proposals.couldNot", { count: left }),
  ]
    .filter(Boolean)
    .join(" ");
}
