import { type Clock, FRAME_MS, type Millis, type Timer } from '#core';

/** Ticks made up for at once after a stall; what is older is left out. */
const MAX_CATCH_UP = 3;

/** Which ticks are due at `now`, and when the next one is. */
export function dueTicks(next: Millis, now: Millis): { readonly ticks: readonly Millis[]; readonly next: Millis } {
  if (now < next) return { ticks: [], next };
  const missed = Math.floor((now - next) / FRAME_MS);
  const first = next + Math.max(0, missed + 1 - MAX_CATCH_UP) * FRAME_MS;
  const last = next + missed * FRAME_MS;
  const ticks: Millis[] = [];
  for (let at = first; at <= last; at += FRAME_MS) ticks.push(at);
  return { ticks, next: last + FRAME_MS };
}

/** A wait of more than this is broken by a look half-way (1 ms is what timers are late anyway). */
const HALF: Millis = FRAME_MS / 2;

/**
 * Calls `tick` every 20 ms of the clock without drift: each wait is computed from the deadline, not from the last call.
 * `look` is called before the ticks and half-way between them, so every 10 ms: one timer for both wakes the thread less.
 */
export function startPacer(clock: Clock, tick: (at: Millis) => void, look: () => void = () => {}): Timer {
  let next = clock.now() + FRAME_MS;
  let timer: Timer;
  let stopped = false;
  const arm = () => {
    const left = next - clock.now();
    timer = clock.after(Math.max(0, left > HALF + 1 ? left - HALF : left), run);
  };
  const run = () => {
    look();
    const due = dueTicks(next, clock.now());
    next = due.next;
    for (const at of due.ticks) if (!stopped) tick(at);
    if (!stopped) arm();
  };
  arm();
  return {
    cancel() {
      stopped = true;
      timer.cancel();
    },
  };
}
