/**
 * What every answer says where the address is https: that it stays so, for two years. Of this host only: whether its
 * subdomains speak https is not ours to know.
 * @see RFC 6797 §6.1
 */
export const strictTransport = { "Strict-Transport-Security": "max-age=63072000" } as const;
