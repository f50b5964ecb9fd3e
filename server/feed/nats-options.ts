/** HINTS_URL as the client's options. */
export function natsOptionsIn(url: string) {
  const [, scheme, credentials, hosts = ""] = /^(\w+):\/\/(?:([^@/]*)@)?([^/]*)/.exec(url) ?? [];
  const [user, pass] = (credentials?.split(":") ?? []).map(decodeURIComponent);
  return {
    servers: hosts.split(","),
    ...(scheme === "tls" && { tls: {} }),
    ...(user !== undefined && (pass === undefined ? { token: user } : { user, pass })),
  };
}
