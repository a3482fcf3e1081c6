import { describe, expect, it } from 'vitest';
import { RFC_TIMERS } from '../transaction/machine.ts';
import { acknowledge, onRepeat, type ReliableState } from './reliable-provisional.ts';
import { routed } from './route-set.ts';
import { armed, dueIn, parseSessionExpires } from './session-timer.ts';
import { beginWait, onWaitTimer } from './success-wait.ts';

describe('a 2xx to INVITE (RFC 3261 §13.3.1.4)', () => {
  const terms = { ...RFC_TIMERS, reliable: false };

  it('is repeated after 0.5, 1, 2, 4, 4 s and given up after 32 s', () => {
    let { state, effects } = beginWait(1, 'OK', 'id', terms);
    expect(effects).toEqual([
      { do: 'start', timer: 'G', after: 500 },
      { do: 'start', timer: 'H', after: 32_000 },
    ]);
    for (const after of [1_000, 2_000, 4_000, 4_000]) {
      if (!state) throw new Error('still waiting');
      ({ state, effects } = onWaitTimer(state, 'G', terms));
      expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'G', after }]);
    }
    if (!state) throw new Error('still waiting');
    expect(onWaitTimer(state, 'H', terms)).toEqual({ state: undefined, effects: [{ do: 'give-up' }] });
  });

  it('is not repeated on TCP', () => {
    expect(beginWait(1, 'OK', 'id', { ...terms, reliable: true }).effects).toEqual([{ do: 'start', timer: 'H', after: 32_000 }]);
  });
});

describe('a reliable provisional response (RFC 3262 §3)', () => {
  it('is repeated at doubling intervals and given up after 32 s', () => {
    const one = { rseq: 1, cseq: 1, text: '', interval: 500, waited: 0 };
    const gaps: number[] = [];
    for (;;) {
      const { again, after } = onRepeat(one, RFC_TIMERS);
      if (!again) break;
      gaps.push(after);
      one.interval = after;
    }
    expect(gaps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 500]);
  });

  it('is settled by the RAck that names it, and by no other', () => {
    const state: ReliableState = { lastRseq: 8, pending: [{ rseq: 8, cseq: 3, text: '', interval: 500, waited: 0 }] };
    expect(acknowledge(state, '8 4 INVITE')).toBe(false);
    expect(acknowledge(state, '7 3 INVITE')).toBe(false);
    expect(acknowledge(state, 'nonsense')).toBe(false);
    expect(acknowledge(state, '8 3 INVITE')).toBe(true);
    expect(acknowledge(state, '8 3 INVITE')).toBe(false);
  });
});

describe('a session timer (RFC 4028)', () => {
  it('reads Session-Expires', () => {
    expect(parseSessionExpires('90;refresher=UAS')).toEqual({ seconds: 90, refresher: 'uas' });
    expect(parseSessionExpires('1800')).toEqual({ seconds: 1800, refresher: undefined });
    expect(parseSessionExpires('soon')).toBeUndefined();
    expect(parseSessionExpires(undefined)).toBeUndefined();
  });

  it('knows who refreshes, whoever asked', () => {
    const who = (text: string, asked: 'we' | 'they') => {
      const state = armed(parseSessionExpires(text), asked);
      return state.name === 'armed' ? state.refresher : 'off';
    };
    expect(who('90;refresher=uac', 'we')).toBe('we');
    expect(who('90;refresher=uas', 'we')).toBe('they');
    expect(who('90;refresher=uac', 'they')).toBe('they');
    expect(who('90;refresher=uas', 'they')).toBe('we');
    expect(who('90', 'they')).toBe('they');
    expect(armed(undefined, 'we')).toEqual({ name: 'off' });
  });

  it('refreshes a little before half the interval, and waits for theirs to the end', () => {
    const ours = { name: 'armed', intervalMs: 90_000, refresher: 'we' } as const;
    expect([dueIn(ours, 0), dueIn(ours, 0.5)]).toEqual([45_000, 42_500]);
    expect(dueIn({ ...ours, refresher: 'they' }, 0.5)).toBe(90_000);
  });

  it('is never shorter than 90 s', () => {
    expect(armed({ seconds: 10, refresher: 'uac' }, 'we')).toEqual({ name: 'armed', intervalMs: 90_000, refresher: 'we' });
  });

  it('is never longer than a timer can wait, which would refresh at once and over and over', () => {
    expect(armed({ seconds: 999_999_999, refresher: 'uac' }, 'we')).toEqual({ name: 'armed', intervalMs: 2_147_483_647, refresher: 'we' });
  });
});

describe('a route set (RFC 3261 §12.2.1.1)', () => {
  it('goes to the peer when there is none', () => {
    expect(routed('sip:a@b', [])).toEqual({ uri: 'sip:a@b', routes: [], hop: '' });
  });

  it('keeps the target in the Request-URI for loose routers', () => {
    expect(routed('sip:a@b', ['<sip:p1;lr>', '<sip:p2;lr>'])).toEqual({
      uri: 'sip:a@b', routes: ['<sip:p1;lr>', '<sip:p2;lr>'], hop: 'sip:p1;lr',
    });
  });

  it('puts a strict router into the Request-URI and the target last', () => {
    expect(routed('sip:a@b', ['<sip:p1>', '<sip:p2;lr>'])).toEqual({
      uri: 'sip:p1', routes: ['<sip:p2;lr>', '<sip:a@b>'], hop: 'sip:p1',
    });
  });
});
