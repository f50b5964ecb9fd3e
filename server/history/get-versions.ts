import type { UserId } from "../caller.ts";
import { readVersions } from "../storage/ledger/looks.ts";

/** The person's revision now, and the version of what they have seen and kept. */
export const getVersions = (userId: UserId): Promise<{ rev: number; version: number }> => readVersions(userId);
