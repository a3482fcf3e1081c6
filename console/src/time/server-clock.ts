/**
 * The server's time, counted on by this machine's steady clock: a wall clock that is wrong by a day, or set while the page
 * is open, does not spoil durations.
 */
let base: { readonly at: number; readonly exact: boolean } | undefined;

export function steadyNow(): number {
  return performance.now();
}

/** Epoch ms as the server counts. Until it told its time, this machine's. */
export function serverNow(): number {
  return base === undefined ? Date.now() : base.at + steadyNow();
}

const listeners = new Set<() => void>();

/** Called when the server told its time. */
export function onServerTime(listener: () => void): void {
  listeners.add(listener);
}

/** From `hello` of the live socket. */
export function serverTime(at: number): void {
  learn({ at: at - steadyNow(), exact: true });
}

/** From an answer's `Date` header: exact to a second, good enough until the socket's hello. */
export function serverTimeFromHeader(header: string | null): void {
  if (header === null || base?.exact === true) return;
  const at = Date.parse(header);
  if (Number.isFinite(at)) learn({ at: at - steadyNow(), exact: false });
}

function learn(told: NonNullable<typeof base>): void {
  base = told;
  for (const listener of listeners) listener();
}
