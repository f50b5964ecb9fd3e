/**
 * HSTS for two years, sent if the address is https. Not for subdomains: we cannot know whether those support https.
 * @see RFC 6797 §6.1
 */
export const strictTransport = { "Strict-Transport-Security": "max-age=63072000" } as const;
