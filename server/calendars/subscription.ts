import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { subscribedDays, within } from "../../agenda/icalendar/write/bounded.ts";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import { mapSteps } from "../../agenda/steps.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import type {
  getSubscription as contract,
  createSubscription as creation,
  Input,
  Output,
  revokeSubscription as revocation,
} from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller, UserId } from "../caller.ts";
import { inSlices } from "../in-slices.ts";
import { readAllItems } from "../storage/items/exports.ts";
import { withUserReadQueue } from "../storage/ledger/write-queue.ts";
import {
  deleteSubscriptionIn,
  findSubscription,
  putSubscriptionIn,
  type SubscriptionRow,
} from "../storage/people/subscriptions.ts";
import { executeWrite } from "../write/execute-write.ts";
import { calendarPieces } from "./export-agenda.ts";
import { uidsOf } from "./item-uid.ts";
import { takeRead } from "./subscription-rate.ts";

const secretBytes = 32;
/** Increment whenever the output for the same agenda changes, so that calendar programs fetch it again. */
const writtenVersion = 4;

const hashOf = (secret: string) => hash("sha256", secret, "base64url");

export async function getSubscription(caller: Caller): Promise<Output<typeof contract>> {
  const row = await findSubscription(caller.userId);
  return row ? { active: true, createdAt: writeInstant(row.createdAt.getTime(), "UTC") } : { active: false };
}

/**
 * Creates a new address and revokes the previous one. The secret is only ever in this answer: a retry under the same key does
 * not create another address (that would revoke the first) and is answered without the secret.
 */
export async function createSubscription(
  caller: Caller,
  input: Input<typeof creation>,
): Promise<Output<typeof creation>> {
  const { userId } = caller;
  return executeWrite<Output<typeof creation>>(
    caller,
    { operation: "createSubscription", input },
    async ({ tx, nowMs }) => {
      const secret = randomBytes(secretBytes).toString("base64url");
      await putSubscriptionIn(tx, userId, hashOf(secret), nowMs);
      const path = `/api/calendar/${Buffer.from(userId).toString("base64url")}.${secret}.ics`;
      const status = { active: true, createdAt: writeInstant(nowMs, "UTC") };
      return { answer: { ...status, path }, kept: status, changes: null };
    },
  );
}

export async function revokeSubscription(
  caller: Caller,
  input: Input<typeof revocation>,
): Promise<Output<typeof revocation>> {
  return executeWrite(caller, { operation: "revokeSubscription", input }, async ({ tx }) => {
    await deleteSubscriptionIn(tx, caller.userId);
    return { answer: { active: false }, changes: null };
  });
}

/** What a calendar program receives: the text and its ETag, or only the ETag if the program already has that version. */
interface SubscribedCalendar {
  readonly etag: string;
  readonly text: string | null;
}

/**
 * The agenda for a calendar program: two years each way, series with their rules and exceptions.
 * @param address the last path segment, as requested
 * @param known If-None-Match, as sent
 * @throws AgendaError("not_found") if there is no such address, without saying why; AgendaError("too_many_reads")
 */
export async function readSubscription(address: string, known: string | null): Promise<SubscribedCalendar> {
  const { userId, secret } = parse(address);
  takeRead(hashOf(address));
  const row = await findSubscription(userId);
  if (!row || !isSame(hashOf(secret), row.secretHash)) throw notFound();
  const days = subscribedDays(dateIn(Date.now(), row.timeZone ?? "UTC"));
  const etag = tagOf(row, days);
  if (isKnown(known, etag)) return { etag, text: null };
  // The whole agenda is in memory until it is sent, so only a few are built at once.
  return { etag, text: await withUserReadQueue(userId, () => write(userId, days)) };
}

async function write(userId: UserId, days: { from: string; to: string }): Promise<string> {
  const items: StoredItem[] = [];
  const uidOf = uidsOf(userId);
  for await (const batch of readAllItems(userId, false)) {
    const parts = await inSlices(
      mapSteps(batch, (item) => {
        uidOf(item); // also of what lies outside: the other part of a split series keeps its UID when that one is over
        return within(item, days);
      }),
    );
    items.push(...parts.filter((part) => part !== null));
  }
  let text = "";
  for await (const piece of calendarPieces(uidOf, () => [items], Date.parse(`${days.to}T00:00:00Z`))) text += piece;
  return text;
}

const notFound = () => new AgendaError("not_found", "There is no calendar at this address, or it was ended.");

function parse(address: string): { userId: UserId; secret: string } {
  const [, user, secret] = /^([\w-]{1,200})\.([\w-]{43})\.ics$/.exec(address) ?? [];
  const userId = Buffer.from(user ?? "", "base64url").toString();
  if (!secret || userId === "" || userId.includes("\0") || userId.includes("\uFFFD")) throw notFound();
  return { userId: userId as UserId, secret };
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * An ETag that identifies one state of one agenda and reveals nothing about it. Weak, because compression changes the bytes.
 * @see RFC 9110 §8.8.1
 */
function tagOf({ rev, timeZone, secretHash }: SubscriptionRow, days: { from: string; to: string }): string {
  const state = [writtenVersion, rev, timeZone, secretHash, days.from, days.to].join(" ");
  return `W/"${hash("sha256", state, "base64url").slice(0, 27)}"`;
}

/** @see RFC 9110 §13.1.2: weak comparison */
function isKnown(known: string | null, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  const tags = known?.slice(0, 2_000).split(",").map(opaque) ?? [];
  return tags.some((tag) => tag === "*" || tag === opaque(etag));
}
