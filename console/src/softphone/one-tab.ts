const LOCK = 'huawu.phone';

export interface Tab {
  /** Makes this tab the one with the phone; the other gives it up. */
  takeOver(): void;
  leave(): void;
}

/**
 * Of all tabs of this browser one has the phone. The others are told, and get it when the first closes or they take over.
 * Web Locks §2.3: a stolen lock rejects its holder's promise.
 */
export function oneTab(onHold: () => void, onElsewhere: () => void): Tab {
  const stop = new AbortController();
  let release: (() => void) | undefined;
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      release = resolve;
      if (!stop.signal.aborted) onHold();
      else resolve();
    });
  const lost = (): void => {
    release = undefined;
    if (stop.signal.aborted) return;
    onElsewhere();
    wait();
  };
  const wait = (): void => void navigator.locks.request(LOCK, { signal: stop.signal }, hold).catch(lost);
  const first = async (): Promise<void> => {
    const held = await navigator.locks.query().then((locks) => (locks.held ?? []).some((each) => each.name === LOCK));
    if (held && !stop.signal.aborted) onElsewhere();
    wait();
  };
  if (!('locks' in navigator)) onHold();
  else void first();
  return {
    takeOver: () => void navigator.locks.request(LOCK, { steal: true }, hold).catch(lost),
    leave() {
      stop.abort();
      release?.();
    },
  };
}
