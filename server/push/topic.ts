import { hash } from "node:crypto";

/** A topic for a push service, which must not learn what it stands for. @see RFC 8030 §5.4 */
export const topicOf = (tag: string): string => hash("sha256", tag, "base64url").slice(0, 32);
