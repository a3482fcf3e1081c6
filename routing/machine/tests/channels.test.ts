import { describe, expect, it } from 'vitest';
import type { ChannelSpec } from '../../model.ts';
import { agent, contact, Scenario } from './scenario.ts';

const QUEUES = [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 10_000 }];
const CHANNELS: readonly ChannelSpec[] = [
  { id: 'voice', capacity: 1, interrupts: ['chat', 'email'] },
  { id: 'chat', capacity: 2, interrupts: ['email'] },
  { id: 'email', capacity: 1, interrupts: [] },
];
const chat = (id: string) => contact(id, { channel: 'chat' });
const mail = (id: string) => contact(id, { channel: 'email' });

/** Ann is ready since 1 s. */
function ann(capacities?: Record<string, number>): Scenario {
  const acd = new Scenario([{ ...agent('ann'), ...(capacities ? { capacities } : {}) }], QUEUES, CHANNELS);
  acd.ready(1, 'ann');
  return acd;
}
const offered = (lines: readonly string[]) => lines.filter((line) => line.startsWith('offer '));

describe('an agent of several channels', () => {
  it('takes as many contacts of a channel as it has room for', () => {
    const acd = ann();
    expect(acd.at(2, chat('h1'))).toEqual(['h1 queued 1 in care', 'ann has offered h1', 'ann is offered', 'offer h1@ann rings 15']);
    acd.answer(3, 'h1@ann');
    expect(offered(acd.at(4, chat('h2')))).toEqual(['offer h2@ann rings 15']);
    expect(acd.answer(5, 'h2@ann')).toEqual(['h2 connected to ann after 1', 'ann has connected h1, connected h2']);
    expect(offered(acd.at(6, chat('h3')))).toEqual([]);
    expect(offered(acd.end(7, 'h1', 'ann'))).toEqual([]);
    expect(offered(acd.tick(17))).toEqual(['offer h3@ann rings 15']);
  });

  it('is interrupted by a call, and takes no chat while on it', () => {
    const acd = ann();
    acd.at(2, chat('h1'));
    acd.answer(3, 'h1@ann');
    expect(acd.at(4, contact('c1'))).toEqual(['c1 queued 1 in care', 'ann has connected h1, offered c1', 'ann is offered', 'offer c1@ann rings 15']);
    expect(acd.answer(5, 'c1@ann')).toEqual(['c1 connected to ann after 1', 'ann has connected h1, connected c1', 'ann is busy']);
    expect(acd.stateOf('ann')).toBe('{"kind":"busy","since":5000,"contact":"c1"}');
    expect(offered(acd.at(6, chat('h2')))).toEqual([]);
  });

  it('tells the piece that interrupts most, and what is left when it is over', () => {
    const acd = ann();
    acd.at(2, chat('h1'));
    acd.answer(3, 'h1@ann');
    acd.at(4, contact('c1'));
    acd.answer(5, 'c1@ann');
    expect(acd.end(9, 'c1', 'ann')).toEqual(['ann has connected h1, wrap-up c1', 'ann is wrap-up until 19']);
    expect(acd.tick(19)).toEqual(['ann has connected h1', 'ann is busy']);
    expect(acd.stateOf('ann')).toBe('{"kind":"busy","since":3000,"contact":"h1"}');
  });

  it('who asks for a break finishes what there is and gets nothing more', () => {
    const acd = ann();
    acd.at(2, chat('h1'));
    acd.answer(3, 'h1@ann');
    expect(acd.notReady(4, 'ann', 'lunch')).toEqual([]);
    expect(offered(acd.at(5, chat('h2')))).toEqual([]);
    acd.end(6, 'h1', 'ann');
    expect(acd.tick(16)).toEqual(['ann has nothing', 'ann is not-ready lunch']);
  });

  it('who lets a chat ring out gets nothing more, but keeps the others', () => {
    const acd = ann();
    acd.at(2, chat('h1'));
    acd.answer(3, 'h1@ann');
    acd.at(4, chat('h2'));
    expect(acd.tick(19)).toEqual(['withdraw h2@ann: no-answer', 'ann has connected h1']);
    acd.end(20, 'h1', 'ann');
    expect(acd.tick(30)).toEqual(['ann has nothing', 'ann is not-ready no-answer']);
  });

  it('is asked for a chat only when nobody without work is free', () => {
    const acd = new Scenario([agent('ann'), agent('bob')], QUEUES, CHANNELS);
    acd.ready(1, 'ann');
    acd.at(2, chat('h1'));
    acd.answer(3, 'h1@ann');
    acd.ready(50, 'bob');
    expect(offered(acd.at(51, chat('h2')))).toEqual(['offer h2@bob rings 15']);
    expect(offered(acd.at(52, chat('h3')))).toEqual(['offer h3@ann rings 15']);
  });
});

describe('capacities', () => {
  it('of an agent go before those of the channel; 0 is never', () => {
    const acd = ann({ chat: 0, email: 2 });
    expect(offered(acd.at(2, chat('h1')))).toEqual([]);
    expect(acd.view(2, 'h1')?.agents).toBe(0);
    expect(offered(acd.at(3, mail('m1')))).toEqual(['offer m1@ann rings 15']);
    acd.answer(4, 'm1@ann');
    expect(offered(acd.at(5, mail('m2')))).toEqual(['offer m2@ann rings 15']);
  });

  it('of a channel that nobody knows: one, beside nothing else', () => {
    const acd = ann();
    expect(offered(acd.at(2, contact('f1', { channel: 'fax' })))).toEqual(['offer f1@ann rings 15']);
    acd.answer(3, 'f1@ann');
    expect(offered(acd.at(4, contact('f2', { channel: 'fax' })))).toEqual([]);
    expect(offered(acd.at(5, chat('h1')))).toEqual([]);
  });

  it('of voice alone: one contact, and no list of work is told', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    expect(acd.at(2, contact('c1'))).toEqual(['c1 queued 1 in care', 'ann is offered', 'offer c1@ann rings 15']);
  });
});
