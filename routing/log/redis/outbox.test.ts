import { ManualClock } from '#core';
import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

const leave = (contact: string) => ({ type: 'contact.leave', contact, why: 'removed' }) as const;
const names = (commands: readonly string[]) => commands.map((command) => (JSON.parse(command) as { contact: string }).contact);

function open(most = 100) {
  const clock = new ManualClock();
  const taken: { first: number; commands: string[] }[] = [];
  const lost: string[] = [];
  let answer: () => Promise<'ok' | 'lost'> = async () => 'ok';
  const outbox = new Outbox({
    clock,
    most,
    lost: (why) => lost.push(why),
    append: (first, commands) => {
      taken.push({ first, commands: names(commands) });
      return answer();
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { clock, taken, lost, outbox, settle, answer: (next: typeof answer) => (answer = next) };
}

describe('commands on their way to the log', () => {
  it('go together when they come together, numbered in order', async () => {
    const { outbox, taken, settle } = open();
    for (const id of ['a', 'b']) outbox.push(leave(id));
    await settle();
    outbox.push(leave('c'));
    await settle();
    expect(taken).toEqual([{ first: 1, commands: ['a', 'b'] }, { first: 3, commands: ['c'] }]);
    expect([outbox.last, outbox.waiting]).toEqual([3, 0]);
  });

  it('go again with the same numbers when nobody answers', async () => {
    const { outbox, taken, settle, answer, clock } = open();
    answer(() => Promise.reject(new Error('away')));
    outbox.push(leave('a'));
    await settle();
    outbox.push(leave('b'));
    answer(async () => 'ok');
    clock.advance(50);
    await settle();
    expect(taken).toEqual([{ first: 1, commands: ['a'] }, { first: 1, commands: ['a', 'b'] }]);
  });

  it('stop when the session is over, and go on with what is announced', async () => {
    const { outbox, taken, lost, settle, answer } = open();
    answer(async () => 'lost');
    outbox.push(leave('a'));
    await settle();
    outbox.push(leave('b'));
    await settle();
    expect(lost).toEqual(['lost']);
    expect(taken).toHaveLength(1);
    answer(async () => 'ok');
    outbox.begin([leave('c')]);
    await settle();
    expect(taken[1]).toEqual({ first: 3, commands: ['c'] });
  });

  it('are numbered behind what the new session knows, whatever was given meanwhile; a word on the session before changes nothing', async () => {
    const { outbox, taken, lost, settle, answer } = open();
    const late = Promise.withResolvers<'ok' | 'lost'>();
    answer(() => late.promise);
    outbox.push(leave('a'));
    await settle();
    outbox.hold();
    const known = outbox.last;
    outbox.push(leave('b'));
    answer(async () => 'ok');
    outbox.begin([leave('c')], known);
    late.resolve('lost');
    await settle();
    expect(taken).toEqual([{ first: 1, commands: ['a'] }, { first: 2, commands: ['c'] }]);
    expect([lost, outbox.last]).toEqual([[], 2]);
  });

  it('are dropped when too many wait; then everything is announced anew', async () => {
    const { outbox, taken, lost, settle, answer, clock } = open(3);
    answer(() => Promise.reject(new Error('away')));
    for (const id of ['a', 'b', 'c', 'd', 'e']) outbox.push(leave(id));
    expect(outbox.waiting).toBe(0);
    await settle();
    answer(async () => 'ok');
    clock.advance(50);
    await settle();
    expect(lost).toEqual(['overflow']);
    outbox.begin([leave('f')]);
    await settle();
    expect(taken.at(-1)).toEqual({ first: 5, commands: ['f'] });
  });
});
