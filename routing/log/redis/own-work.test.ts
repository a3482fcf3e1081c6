import { describe, expect, it } from 'vitest';
import type { RoutingCommand } from '../../model.ts';
import { OwnWork } from './own-work.ts';

const call = (id: string): RoutingCommand => ({ type: 'contact.enqueue', contact: { id, queue: 'care', needs: [], priority: 1 } });
const online = (agent: string, ready = true): RoutingCommand => ({ type: 'agent.online', agent, ready });

function working(...commands: readonly RoutingCommand[]): OwnWork {
  const own = new OwnWork();
  commands.forEach((command, index) => own.sent(command, 1_000 + index));
  return own;
}

describe('a server that signs in again', () => {
  it('announces callers who wait, with the age they had, and nobody who left or talks', () => {
    const own = working(call('c1'), call('c2'), call('c3'), call('c4'), { type: 'contact.leave', contact: 'c2', why: 'abandoned' });
    own.heard({ type: 'contact.connected', contact: 'c3', agent: 'ann', waitedMs: 5 });
    own.heard({ type: 'contact.left', contact: 'c4', why: 'overflow', waitedMs: 5 });
    own.heard({ type: 'contact.left', contact: 'c1', why: 'node-lost', waitedMs: 5 });
    expect(own.announce(9_000, false)).toEqual([{ type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [], priority: 1, waitingSince: 1_000 } }]);
  });

  it('announces its agents as they were', () => {
    const own = working(online('ann'), online('bob'), online('eve'), online('kim'), { type: 'agent.offline', agent: 'kim' });
    own.heard({ type: 'agent.state', agent: 'bob', state: { kind: 'not-ready', since: 1, reason: 'lunch' } });
    own.heard({ type: 'agent.state', agent: 'eve', state: { kind: 'wrap-up', since: 1, until: 9_500 } });
    own.heard({ type: 'agent.state', agent: 'bob', state: { kind: 'offline' } });
    own.heard({ type: 'agent.state', agent: 'stranger', state: { kind: 'ready', since: 1 } });
    expect(own.announce(9_000, false)).toEqual([
      { type: 'agent.online', agent: 'ann', ready: true },
      { type: 'agent.online', agent: 'bob', ready: false },
      { type: 'agent.not-ready', agent: 'bob', reason: 'lunch' },
      { type: 'agent.online', agent: 'eve', ready: true, wrapUp: { ms: 500 } },
    ]);
  });

  it('keeps who talks away from offers until the conversation ends', () => {
    const own = working(online('ann'), call('c1'));
    own.heard({ type: 'agent.state', agent: 'ann', state: { kind: 'busy', since: 1, contact: 'c1' } });
    own.heard({ type: 'contact.connected', contact: 'c1', agent: 'ann', waitedMs: 5 });
    expect(own.announce(9_000, false)).toEqual([
      { type: 'agent.online', agent: 'ann', ready: false },
      { type: 'agent.not-ready', agent: 'ann', reason: 'server-away' },
    ]);
    const ended: RoutingCommand = { type: 'contact.ended', contact: 'c1', agent: 'ann' };
    expect(own.sent(ended, 9_100)).toEqual([ended, { type: 'agent.ready', agent: 'ann' }]);
    expect(own.sent(ended, 9_200)).toEqual([ended]);
  });

  it('announces what was asked for while nobody answered', () => {
    const own = working(online('ann'), online('bob'), { type: 'agent.not-ready', agent: 'ann', reason: 'coffee' }, call('c1'), { type: 'contact.change', contact: 'c1', priority: 9 });
    own.heard({ type: 'agent.state', agent: 'bob', state: { kind: 'busy', since: 1, contact: 'c9' } });
    own.sent({ type: 'contact.ended', contact: 'c9', agent: 'bob' }, 2_000);
    expect(own.announce(9_000, false)).toEqual([
      { type: 'agent.online', agent: 'ann', ready: false },
      { type: 'agent.not-ready', agent: 'ann', reason: 'coffee' },
      { type: 'agent.online', agent: 'bob', ready: true },
      { type: 'contact.enqueue', contact: { id: 'c1', queue: 'care', needs: [], priority: 9, waitingSince: 1_003 } },
    ]);
  });

  it('brings its settings where the log knows nothing any more', () => {
    const settings: RoutingCommand = { type: 'settings', settings: { agents: [], queues: [] } };
    const own = working(settings, call('c1'));
    expect(own.announce(9_000, true)[0]).toEqual(settings);
    expect(own.announce(9_000, false)).toHaveLength(1);
  });
});
