import { expect, test } from 'vitest';
import { initialRouting, nextDeadline, route } from '../route.ts';
import type { RoutingCommand } from '../../model.ts';
import { agentStateOf } from '../views.ts';

/** Anna has just ended a conversation at 0; wrap-up takes 5 s. */
function afterCall(wrapUpMs = 5_000) {
  let state = initialRouting({ agents: [{ id: 'anna', skills: {}, queues: ['q'] }], queues: [{ id: 'q', ringTimeoutMs: 1_000, wrapUpMs }] });
  const send = (command: RoutingCommand, at = 0) => {
    const turn = route(state, command, at);
    state = turn.state;
    return turn.events;
  };
  const anna = () => agentStateOf(state, 'anna');
  send({ type: 'agent.online', agent: 'anna', ready: true });
  const made = send({ type: 'contact.enqueue', contact: { id: 'c', queue: 'q', needs: [], priority: 0 } }).find((event) => event.type === 'offer.made');
  send({ type: 'offer.answered', offer: made?.type === 'offer.made' ? made.offer : '' });
  const end = () => send({ type: 'contact.ended', contact: 'c', agent: 'anna' });
  return { send, anna, end, deadline: () => nextDeadline(state) };
}

test('wrap-up that runs out while something is owed ends in not ready, and finishing it makes ready', () => {
  const { send, anna, end } = afterCall();
  send({ type: 'wrap-up.owed', agent: 'anna', reason: 'disposition-missing' });
  end();
  send({ type: 'tick' }, 5_000);
  expect(anna()).toEqual({ kind: 'not-ready', since: 5_000, reason: 'disposition-missing' });
  send({ type: 'wrap-up.finish', agent: 'anna' }, 6_000);
  expect(anna()).toMatchObject({ kind: 'ready' });
});

test('a queue without wrap-up does not make ready who owes something', () => {
  const { send, anna, end } = afterCall(0);
  send({ type: 'wrap-up.owed', agent: 'anna', reason: 'disposition-missing' });
  end();
  expect(anna()).toMatchObject({ kind: 'not-ready', reason: 'disposition-missing' });
});

test('finished early, the break asked for in the call comes', () => {
  const { send, anna, end } = afterCall();
  send({ type: 'agent.not-ready', agent: 'anna', reason: 'lunch' });
  end();
  send({ type: 'wrap-up.finish', agent: 'anna' }, 1_000);
  expect(anna()).toMatchObject({ kind: 'not-ready', reason: 'lunch' });
});

test('more time moves the end of wrap-up', () => {
  const { send, anna, end, deadline } = afterCall();
  end();
  send({ type: 'wrap-up.extend', agent: 'anna', ms: 30_000 }, 1_000);
  expect([anna(), deadline()]).toEqual([{ kind: 'wrap-up', since: 0, until: 35_000 }, 35_000]);
});

test('outside wrap-up there is nothing to extend', () => {
  const { send } = afterCall();
  expect(send({ type: 'wrap-up.extend', agent: 'anna', ms: 1_000 }, 1)).toMatchObject([{ type: 'ignored', command: 'wrap-up.extend' }]);
});

test('who comes back after a restart goes on with the wrap-up of before, takes no call in it, and still owes what was owed', () => {
  const { send, anna, end, deadline } = afterCall();
  end();
  send({ type: 'agent.offline', agent: 'anna' });
  send({ type: 'contact.enqueue', contact: { id: 'd', queue: 'q', needs: [], priority: 0 } }, 1_000);
  const back = send({ type: 'agent.online', agent: 'anna', ready: true, wrapUp: { ms: 7_000, owed: 'disposition-missing' } }, 2_000);
  expect(back.map(({ type }) => type)).toEqual(['agent.state']);
  expect([anna(), deadline()]).toEqual([{ kind: 'wrap-up', since: 2_000, until: 9_000 }, 9_000]);
  send({ type: 'tick' }, 9_000);
  expect(anna()).toEqual({ kind: 'not-ready', since: 9_000, reason: 'disposition-missing' });
  send({ type: 'wrap-up.finish', agent: 'anna' }, 10_000);
  expect(anna()).toMatchObject({ kind: 'offered' });
});
