"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Translator } from "../../messages/translator.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { useLazyPart } from "../controls/lazy-part.ts";
import { useAnnouncer } from "../notices/use-announcer.ts";
import { notifyHere } from "../reminders/notify-here.ts";
import { isToldOfProposals } from "../reminders/push-subscription.ts";
import { authorOf } from "../sync/mark-words.ts";
import type { Slot } from "../timeline/line-times.ts";
import { AskedTalk } from "./asked-talk.tsx";
import { ChosenBar, useChosen } from "./chosen-proposals.tsx";
import { useAtTheirPlaces } from "./use-at-their-places.tsx";
import { type Proposal, useProposals, type Waiting } from "./use-proposals.ts";
import "./proposed-changes.css";

interface Props {
  readonly initial?: Waiting;
  /** The latest known version of them. */
  readonly version: number;
  /** Places each one it can within the days; the rest, or all if no such day is shown, are here. */
  readonly place?: (slots: readonly Slot[]) => void;
  /** Shown if there are none. */
  readonly empty?: string;
}

/** Proposals of assistants that ask first, drawn hollow in their ink, with the user's answers. */
export function ProposedChanges({ initial, version, place, empty }: Props) {
  const t = useTranslations();
  const { said, say } = useAnnouncer();
  const { known, proposals, busy, overtaken, failure, decide, forget, read } = useProposals(initial, version, say);
  const told = useRef(initial?.proposals.length ?? 0);
  const count = proposals?.length ?? 0;
  const [newest] = proposals?.toReversed() ?? [];
  useEffect(() => {
    if (newest && count > told.current) {
      say(t("proposals.news", { author: authorOf(newest, t), summary: newest.summary }));
      void notify(newest, known?.discreet, t);
    }
    told.current = count;
  }, [newest, count, known?.discreet, say, t]);
  const isBusy = busy.length > 0;
  const { chosen, clear, choosing } = useChosen(proposals ?? [], say);
  const { part: ChosenKeys } = useLazyPart(lazyKeys, choosing !== undefined);
  const standing = useAtTheirPlaces({ proposals, isBusy, choosing, decide, place });
  return (
    <div className="asked-list">
      {failure && <ErrorBanner onRetry={() => void read()}>{failure}</ErrorBanner>}
      {overtaken.map(({ proposal, reason }) => (
        <p key={proposal.id} className="banner" role="status">
          <CircleAlert className="icon" aria-hidden="true" />
          <span>{t("proposals.notDone", { summary: proposal.summary, reason })}</span>
          <button className="act" type="button" onClick={() => forget(proposal.id)}>
            {t("words.close")}
          </button>
        </p>
      ))}
      {talksOf(proposals ?? []).map((talk) => (
        <AskedTalk key={talk[0]?.id} {...{ talk, standing, busy, choosing }} onDecide={decide} />
      ))}
      {empty && proposals?.length === 0 && overtaken.length === 0 && <p className="asked-none">{empty}</p>}
      {ChosenKeys && <ChosenKeys choosing={choosing} clear={chosen.length > 0 ? clear : undefined} />}
      {chosen.length > 0 && <ChosenBar {...{ chosen, isBusy }} onClear={clear} onDecide={decide} />}
      <p className="sr-only" role="status">
        {said}
      </p>
    </div>
  );
}

/** Loaded apart: the first script of the agenda would be divided otherwise, and grow. */
const lazyKeys = { load: () => import("./chosen-keys.ts").then(({ ChosenKeys }) => ChosenKeys) };

/** From the open page, if it is hidden and this browser gets no push messages. */
async function notify(
  { id, at, summary, ...by }: Proposal,
  discreet: string | undefined,
  t: Translator,
): Promise<void> {
  if (!document.hidden || !isToldOfProposals()) return;
  const title = discreet ?? t("proposals.newsTitle", { author: authorOf(by, t) });
  await notifyHere([{ title, body: discreet ? "" : summary, at, tag: id, url: "/assistants/proposals" }]);
}

/** By program and conversation, in order. */
const talksOf = (proposals: readonly Proposal[]): readonly (readonly Proposal[])[] => [
  ...Map.groupBy(proposals, ({ program, conversation, id }) => `${program} ${conversation ?? id}`).values(),
];
