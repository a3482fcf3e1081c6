/** The machine's monotonic clock, the same in every process on Linux, ms. */
export const nowMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** What a row carries as text: when it changed. */
export const stamp = (): string => `t=${nowMs()}`;
export const stampOf = (text: unknown): number | undefined => (typeof text === 'string' && text.startsWith('t=') ? Number(text.slice(2)) : undefined);
