import type { CallSeconds, Speaker } from '#core';

/** A change in what is to be heard. `sound` is proof of speech from a heard word. */
export type SoundEvent =
  | { readonly type: 'voice'; readonly channel: Speaker; readonly talking: boolean; readonly at: CallSeconds }
  | { readonly type: 'hold'; readonly on: boolean; readonly at: CallSeconds }
  | { readonly type: 'sound'; readonly at: CallSeconds; readonly until: CallSeconds };

/** Who is heard, as of everything taken from `waiting` so far. */
export interface Silence {
  /** Not yet sure to be in order: kept until the clock has passed them. */
  waiting: SoundEvent[];
  readonly talking: Set<Speaker>;
  hold: boolean;
  /** Nothing was heard since. */
  since: CallSeconds;
}

/** A silence, running to `to` at least. */
export interface Gap {
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

export function newSilence(): Silence {
  return { waiting: [], talking: new Set(), hold: false, since: 0 };
}

/** Takes the events before `at` in order of audio time, whatever order they came in; returns the silences between them. */
export function listenForSilence(silence: Silence, at: CallSeconds): Gap[] {
  const order = silence.waiting.toSorted((a, b) => a.at - b.at);
  const due = order.filter((event) => event.at <= at);
  silence.waiting = order.slice(due.length);
  const gaps: Gap[] = [];
  const note = (to: CallSeconds) => {
    if (silence.talking.size === 0 && !silence.hold && to > silence.since) gaps.push({ from: silence.since, to });
  };
  for (const event of due) {
    note(event.at);
    take(silence, event);
  }
  note(at);
  return gaps;
}

function take(silence: Silence, event: SoundEvent): void {
  switch (event.type) {
    case 'voice':
      if (event.talking) silence.talking.add(event.channel);
      else if (silence.talking.delete(event.channel)) silence.since = Math.max(silence.since, event.at);
      return;
    case 'hold':
      silence.hold = event.on;
      silence.since = Math.max(silence.since, event.at);
      return;
    case 'sound':
      silence.since = Math.max(silence.since, event.until);
  }
}
