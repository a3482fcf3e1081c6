import type { CallbackEnd, CallbackRow, CallbackStateName } from '#contract';

/** What people call the states: an open one waits for its turn, or for its time. */
export const STAGES = ['all', 'waiting', 'scheduled', 'running', 'done', 'failed', 'cancelled'] as const;
export type Stage = Exclude<(typeof STAGES)[number], 'all'>;

export function stageOf({ state, notBefore }: Pick<CallbackRow, 'state' | 'notBefore'>, now: number): Stage {
  switch (state) {
    case 'open':
      return notBefore > now ? 'scheduled' : 'waiting';
    case 'attempting':
      return 'running';
    case 'done':
    case 'cancelled':
      return state;
    case 'given-up':
    case 'expired':
      return 'failed';
  }
}

const STATES: Readonly<Record<Stage, readonly CallbackStateName[]>> = {
  waiting: ['open'],
  scheduled: ['open'],
  running: ['attempting'],
  done: ['done'],
  failed: ['given-up', 'expired'],
  cancelled: ['cancelled'],
};

/** `state` of the API that has all of the stage; undefined = all. */
export function statesOf(stage: Stage | 'all'): string | undefined {
  return stage === 'all' ? undefined : STATES[stage].join(',');
}

/** What may be done about it, as the server would allow. */
export function ordersOf(callback: Pick<CallbackRow, 'state' | 'notBefore'>, now: number): { readonly startNow: boolean; readonly move: boolean; readonly cancel: boolean } {
  const stage = stageOf(callback, now);
  const open = stage === 'waiting' || stage === 'scheduled';
  return { startNow: stage === 'scheduled', move: open, cancel: open || stage === 'running' };
}

export const END_WORDS = { talked: 'talked', busy: 'busy', 'no-answer': 'noAnswer', unreachable: 'unreachable', 'no-agent': 'noAgent', interrupted: 'interrupted' } as const satisfies Readonly<Record<CallbackEnd, string>>;

/** `2026-11-23T09:05` for a field of date and time, in the time of this browser. */
export function fieldTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant a field of date and time says; undefined while it says none. */
export function timeOfField(value: string): number | undefined {
  const at = value === '' ? NaN : new Date(value).getTime();
  return Number.isFinite(at) ? at : undefined;
}

/** Nine o'clock of the day after, in the time of this browser. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 9).getTime();
}
