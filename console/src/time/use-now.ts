import { createStore, useStore } from '../parts/store.ts';
import { onServerTime, serverNow } from './server-clock.ts';

/** One timer for the whole page: all clocks tick together. */
const seconds = createStore(serverNow());
let followers = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const ticking = {
  ...seconds,
  follow(listener: () => void): () => void {
    const leave = seconds.follow(listener);
    followers++;
    // What was kept may be from before the server told its time.
    if (timer === undefined) seconds.set(serverNow());
    timer ??= setInterval(() => seconds.set(serverNow()), 500);
    return () => {
      leave();
      followers--;
      if (followers > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};

/** The server's time, epoch ms, renewed twice a second. */
export function useNow(): number {
  return useStore(ticking);
}

// A machine whose clock is a day off shows right durations from the first word of the server on, not half a second later.
onServerTime(() => seconds.set(serverNow()));
