import { describe, expect, it } from 'vitest';
import { RFC_TIMERS, type Terms } from './machine.ts';
import { nonInviteClient, type NonInviteClientState } from './non-invite-client.ts';
import { nonInviteServer } from './non-invite-server.ts';

const UDP: Terms = { ...RFC_TIMERS, reliable: false };
const TCP: Terms = { ...RFC_TIMERS, reliable: true };

describe('the non-INVITE server machine (RFC 3261 §17.2.2)', () => {
  it('ignores a repeated request until there is an answer, then repeats the answer for 32 s', () => {
    expect(nonInviteServer({ name: 'trying' }, { is: 'request' }, UDP).effects).toEqual([]);
    const { state, effects } = nonInviteServer({ name: 'trying' }, { is: 'respond', status: 200 }, UDP);
    expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'J', after: 32_000 }]);
    expect(nonInviteServer(state, { is: 'request' }, UDP).effects).toEqual([{ do: 'send' }]);
    expect(nonInviteServer(state, { is: 'respond', status: 500 }, UDP).effects).toEqual([]);
    expect(nonInviteServer(state, { is: 'timer', timer: 'J' }, UDP)).toEqual({ state: { name: 'ended' }, effects: [{ do: 'end' }] });
  });

  it('forgets at once on TCP', () => {
    const { effects } = nonInviteServer({ name: 'trying' }, { is: 'respond', status: 200 }, TCP);
    expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'J', after: 0 }]);
  });
});

describe('the non-INVITE client machine (RFC 3261 §17.1.2)', () => {
  const trying: NonInviteClientState = { name: 'trying', interval: 500 };

  it('repeats at 0.5, 1, 2, 4, 4 s and gives up after 32 s', () => {
    expect(nonInviteClient(trying, { is: 'begin' }, UDP).effects).toEqual([
      { do: 'send' },
      { do: 'start', timer: 'E', after: 500 },
      { do: 'start', timer: 'F', after: 32_000 },
    ]);
    let state: NonInviteClientState = trying;
    for (const after of [1_000, 2_000, 4_000, 4_000]) {
      const step = nonInviteClient(state, { is: 'timer', timer: 'E' }, UDP);
      expect(step.effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'E', after }]);
      state = step.state;
    }
    expect(nonInviteClient(state, { is: 'timer', timer: 'F' }, UDP)).toEqual({
      state: { name: 'ended' },
      effects: [{ do: 'stop', timer: 'E' }, { do: 'timeout' }, { do: 'end' }],
    });
  });

  it('repeats every 4 s once a provisional response came', () => {
    const { state } = nonInviteClient(trying, { is: 'response', status: 100 }, UDP);
    expect(nonInviteClient(state, { is: 'timer', timer: 'E' }, UDP).effects).toEqual([
      { do: 'send' },
      { do: 'start', timer: 'E', after: 4_000 },
    ]);
  });

  it('passes the final response once and swallows copies for 5 s', () => {
    const { state, effects } = nonInviteClient(trying, { is: 'response', status: 200 }, UDP);
    expect(effects).toContainEqual({ do: 'pass' });
    expect(effects).toContainEqual({ do: 'start', timer: 'K', after: 5_000 });
    expect(nonInviteClient(state, { is: 'response', status: 200 }, UDP).effects).toEqual([]);
  });

  it('reports a broken transport once', () => {
    const step = nonInviteClient(trying, { is: 'failed' }, UDP);
    expect(step.effects).toContainEqual({ do: 'timeout' });
    expect(nonInviteClient(step.state, { is: 'failed' }, UDP).effects).toEqual([]);
  });
});
