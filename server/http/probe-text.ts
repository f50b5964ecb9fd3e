/** The signed text of a probe: its duration, and until when it may be requested. */
export const probeText = (seconds: number, untilMs: number) => `${seconds} ${untilMs}`;
