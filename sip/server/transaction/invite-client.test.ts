import { describe, expect, it } from 'vitest';
import { inviteClient, type InviteClientState } from './invite-client.ts';
import { RFC_TIMERS, type Terms } from './machine.ts';

const UDP: Terms = { ...RFC_TIMERS, reliable: false };
const TCP: Terms = { ...RFC_TIMERS, reliable: true };
const calling: InviteClientState = { name: 'calling', interval: 500 };

describe('the INVITE client machine (RFC 3261 §17.1.1)', () => {
  it('repeats at 0.5, 1, 2, 4, 8, 16 s and gives up after 32 s', () => {
    let state: InviteClientState = calling;
    for (const after of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      const step = inviteClient(state, { is: 'timer', timer: 'A' }, UDP);
      expect(step.effects).toEqual([{ do: 'send' }, { do: 'start', timer: 'A', after }]);
      state = step.state;
    }
    expect(inviteClient(state, { is: 'timer', timer: 'B' }, UDP).effects).toContainEqual({ do: 'timeout' });
  });

  it('does not repeat on TCP', () => {
    expect(inviteClient(calling, { is: 'begin' }, TCP).effects).toEqual([
      { do: 'send' },
      { do: 'start', timer: 'B', after: 32_000 },
    ]);
  });

  it('waits without limit once a provisional response came', () => {
    const { state, effects } = inviteClient(calling, { is: 'response', status: 180 }, UDP);
    expect(state).toEqual({ name: 'proceeding' });
    expect(effects).toEqual([{ do: 'stop', timer: 'A' }, { do: 'stop', timer: 'B' }, { do: 'pass' }]);
  });

  it('acknowledges a refusal, and each copy of it', () => {
    const { state, effects } = inviteClient({ name: 'proceeding' }, { is: 'response', status: 486 }, UDP);
    expect(effects).toContainEqual({ do: 'ack' });
    expect(effects).toContainEqual({ do: 'pass' });
    expect(inviteClient(state, { is: 'response', status: 486 }, UDP).effects).toEqual([{ do: 'ack' }]);
  });

  it('passes every 2xx for 32 s, so that copies and other branches are noticed (RFC 6026 §7.2)', () => {
    const { state } = inviteClient(calling, { is: 'response', status: 200 }, UDP);
    expect(state).toEqual({ name: 'accepted' });
    expect(inviteClient(state, { is: 'response', status: 200 }, UDP).effects).toEqual([{ do: 'pass' }]);
    expect(inviteClient(state, { is: 'timer', timer: 'M' }, UDP).state).toEqual({ name: 'ended' });
  });

  it('reports a broken transport while it waits, not later', () => {
    expect(inviteClient({ name: 'proceeding' }, { is: 'failed' }, UDP).effects).toContainEqual({ do: 'timeout' });
    expect(inviteClient({ name: 'accepted' }, { is: 'failed' }, UDP).effects).toEqual([]);
  });
});
