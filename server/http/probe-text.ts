/** What the signature of a probe covers: how long it takes, and until when it may be asked for. */
export const probeText = (seconds: number, untilMs: number) => `${seconds} ${untilMs}`;
