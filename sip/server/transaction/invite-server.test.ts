import { describe, expect, it } from 'vitest';
import { inviteServer, type InviteServerState } from './invite-server.ts';
import { RFC_TIMERS, type Terms } from './machine.ts';

const UDP: Terms = { ...RFC_TIMERS, reliable: false };
const TCP: Terms = { ...RFC_TIMERS, reliable: true };
const proceeding: InviteServerState = { name: 'proceeding' };

describe('the INVITE server machine (RFC 3261 §17.2.1)', () => {
  it('repeats the last provisional response when the INVITE comes again', () => {
    expect(inviteServer(proceeding, { is: 'request' }, UDP)).toEqual({ state: proceeding, effects: [{ do: 'send' }] });
  });

  it('repeats a refusal at T1, 2·T1, 4·T1 and then every T2 until the ACK', () => {
    let { state, effects } = inviteServer(proceeding, { is: 'respond', status: 486 }, UDP);
    expect(effects).toEqual([
      { do: 'send' },
      { do: 'start', timer: 'H', after: 32_000 },
      { do: 'start', timer: 'G', after: 500 },
    ]);
    for (const after of [1_000, 2_000, 4_000, 4_000]) {
      ({ state, effects } = inviteServer(state, { is: 'timer', timer: 'G' }, UDP));
      expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'G', after }]);
    }
    expect(inviteServer(state, { is: 'ack' }, UDP)).toEqual({
      state: { name: 'confirmed' },
      effects: [{ do: 'stop', timer: 'G' }, { do: 'stop', timer: 'H' }, { do: 'start', timer: 'I', after: 5_000 }],
    });
  });

  it('repeats a refusal of the stack itself every T2 only', () => {
    const { effects } = inviteServer(proceeding, { is: 'respond', status: 481, slowly: true }, UDP);
    expect(effects).toContainEqual({ do: 'start', timer: 'G', after: 4_000 });
  });

  it('never repeats on TCP', () => {
    const { effects } = inviteServer(proceeding, { is: 'respond', status: 486 }, TCP);
    expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'H', after: 32_000 }]);
  });

  it('gives up 32 s after a refusal without ACK', () => {
    const step = inviteServer({ name: 'completed', interval: 4_000 }, { is: 'timer', timer: 'H' }, UDP);
    expect(step).toEqual({ state: { name: 'ended' }, effects: [{ do: 'stop', timer: 'G' }, { do: 'timeout' }, { do: 'end' }] });
  });

  it('leaves the repetition of a 2xx to the dialog and swallows late INVITEs for 32 s (RFC 6026 §7.1)', () => {
    const { state, effects } = inviteServer(proceeding, { is: 'respond', status: 200 }, UDP);
    expect(effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'L', after: 32_000 }]);
    expect(inviteServer(state, { is: 'request' }, UDP).effects).toEqual([]);
    expect(inviteServer(state, { is: 'timer', timer: 'L' }, UDP).state).toEqual({ name: 'ended' });
  });

  it('sends no second final response', () => {
    expect(inviteServer({ name: 'accepted' }, { is: 'respond', status: 500 }, UDP).effects).toEqual([]);
    expect(inviteServer({ name: 'completed', interval: 500 }, { is: 'respond', status: 200 }, UDP).effects).toEqual([]);
  });
});
