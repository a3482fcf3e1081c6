import type { CallSeconds, Speaker } from '#core';

/** A change in what is to be heard. `sound` is proof of speech from heard words. */
export type SoundEvent =
  | { readonly type: 'voice'; readonly channel: Speaker; readonly talking: boolean; readonly at: CallSeconds }
  | { readonly type: 'hold'; readonly on: boolean; readonly at: CallSeconds }
  | { readonly type: 'sound'; readonly at: CallSeconds; readonly until: CallSeconds };

/** A silence; the last one may still go on. */
export interface Gap {
  readonly from: CallSeconds;
  to: CallSeconds;
}

/** Both talked; `by` began later. `voice`: how long that one went on talking, as far as it is known. */
export interface Overlap {
  readonly by: Speaker;
  readonly from: CallSeconds;
  to: CallSeconds;
  over: boolean;
  voice: CallSeconds | undefined;
}

/** Who is heard, as of everything taken from `waiting` so far. */
export interface Sounds {
  /** Not yet sure to be in order: kept until the clock has passed them. */
  waiting: SoundEvent[];
  readonly talking: Map<Speaker, CallSeconds>;
  hold: boolean;
  /** Nothing was heard since. */
  since: CallSeconds;
  /** Silences of at least `LEAST_GAP`, in order. */
  readonly gaps: Gap[];
  readonly overlaps: Overlap[];
}

/** Shorter ones are pauses between turns: the policy's schema asks for no less. */
const LEAST_GAP: CallSeconds = 0.5;
/** Shorter ones are no interruption (RULES.md §5) and no over-talk. */
export const LEAST_OVERLAP: CallSeconds = 0.5;

export function newSounds(): Sounds {
  return { waiting: [], talking: new Map(), hold: false, since: 0, gaps: [], overlaps: [] };
}

/** Takes the events up to `at` in order of audio time, whatever order they came in. */
export function listenForSounds(sounds: Sounds, at: CallSeconds): void {
  if (sounds.waiting.length > 0) {
    const order = sounds.waiting.toSorted((a, b) => a.at - b.at || rank(a) - rank(b));
    const due = order.filter((event) => event.at <= at);
    sounds.waiting = order.slice(due.length);
    for (const event of due) {
      note(sounds, event.at);
      take(sounds, event);
    }
  }
  note(sounds, at);
}

/** At one instant voices end before others begin. */
const rank = (event: SoundEvent): number => {
  if (event.type === 'voice') return (event.talking ? 2 : 0) + (event.channel === 'caller' ? 0 : 1);
  return event.type === 'hold' ? 4 : 5;
};

function note(sounds: Sounds, to: CallSeconds): void {
  const { since, gaps, overlaps } = sounds;
  if (sounds.talking.size === 0 && !sounds.hold && to - since >= LEAST_GAP) {
    const last = gaps.at(-1);
    if (last?.from === since) last.to = Math.max(last.to, to);
    else gaps.push({ from: since, to });
  }
  const overlap = overlaps.at(-1);
  if (overlap && !overlap.over) overlap.to = to;
}

function take(sounds: Sounds, event: SoundEvent): void {
  switch (event.type) {
    case 'voice':
      if (event.talking) begin(sounds, event.channel, event.at);
      else if (sounds.talking.has(event.channel)) stop(sounds, event.channel, event.at);
      return;
    case 'hold':
      sounds.hold = event.on;
      sounds.since = Math.max(sounds.since, event.at);
      endOverlap(sounds, event.at);
      return;
    case 'sound':
      sounds.since = Math.max(sounds.since, event.until);
  }
}

function begin(sounds: Sounds, channel: Speaker, at: CallSeconds): void {
  if (sounds.talking.has(channel)) return;
  if (sounds.talking.size > 0 && !sounds.hold) sounds.overlaps.push({ by: channel, from: at, to: at, over: false, voice: undefined });
  sounds.talking.set(channel, at);
}

function stop(sounds: Sounds, channel: Speaker, at: CallSeconds): void {
  const begun = sounds.overlaps.findLast(({ by, voice }) => by === channel && voice === undefined);
  if (begun) begun.voice = at;
  sounds.talking.delete(channel);
  sounds.since = Math.max(sounds.since, at);
  endOverlap(sounds, at);
}

function endOverlap({ overlaps }: Sounds, at: CallSeconds): void {
  const last = overlaps.at(-1);
  if (!last || last.over) return;
  last.to = at;
  last.over = true;
  if (at - last.from < LEAST_OVERLAP) overlaps.pop();
}
