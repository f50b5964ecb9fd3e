import { createHash } from "node:crypto";

/** A topic for a push service, which must not learn what it stands for. @see RFC 8030 §5.4 */
export const topicOf = (tag: string): string => createHash("sha256").update(tag).digest("base64url").slice(0, 32);
