/** What rules ask of agents, and agents of supervisors, on the desk and on the floor. */
import { describe, expect, test } from 'vitest';
import { AssistNotes } from './assist-notes.ts';
import { tickSaid } from './assist-orders.ts';
import { wasSaid } from './was-said.ts';
import { StoryHouse } from '#test/simulators/house/index';

const OFFER = { zh: '给客户优惠', en: 'Make an offer' };

describe('notes of a call', () => {
  test('give a step once until it is ticked, and each tag once', () => {
    const notes = new AssistNotes();
    expect(notes.shown).toBeUndefined();
    expect([notes.addStep('churn', OFFER, 1)?.id, notes.addStep('churn', OFFER, 2), notes.addStep('closing', OFFER, 3)?.id]).toEqual(['1', undefined, '2']);
    notes.tick('1', { at: 4, by: 'agent' });
    expect(notes.addStep('churn', OFFER, 5)?.id).toBe('3');
    expect([notes.tag('vip'), notes.tag('vip'), notes.tick('9', undefined)]).toEqual([true, false, undefined]);
    expect(notes.shown).toMatchObject({ tags: ['vip'], steps: [{ id: '1', done: { by: 'agent' } }, { id: '2' }, { id: '3' }] });
  });
});

describe('at the desk', () => {
  test('a step is ticked, and the tick taken back', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    call?.assist.addStep('churn', OFFER, house.clock.wall());
    expect((await house.rooms.desk.order('anna', 'step', { id: '1', done: true })).ok).toBe(true);
    expect(house.rooms.desk.desk('anna')?.call?.assist).toMatchObject({ steps: [{ id: '1', rule: 'churn', text: OFFER, done: { by: 'agent' } }], tags: [] });
    expect(house.told('assist.step')).toEqual({ step: '1', rule: 'churn', agent: 'anna', done: true, by: 'agent' });
    await house.rooms.desk.order('anna', 'step', { id: '1', done: false });
    expect(house.rooms.desk.desk('anna')?.call?.assist?.steps[0]?.done).toBeUndefined();
    expect(await house.rooms.desk.order('anna', 'step', { id: '7', done: true })).toMatchObject({ fault: { code: 'calls.no-such-step' } });
    expect(await house.rooms.desk.order('bo', 'step', { id: '1', done: true })).toMatchObject({ fault: { code: 'calls.no-call' } });
  });

  test('a step that is said is done by that', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    if (!call) throw new Error('no call');
    call.assist.addStep('risk', { zh: '投资有风险，请您谨慎', en: 'Every investment carries a risk' }, 1);
    call.assist.addStep('do', { zh: '说明风险', en: 'Explain the risks of it' }, 1);
    tickSaid(call, 'anna', 'so this is a new investment');
    expect(call.assist.waiting.map(({ id }) => id)).toEqual(['1', '2']);
    tickSaid(call, 'anna', 'well you know every investment has carries a risk of course');
    expect(call.assist.waiting.map(({ id }) => id)).toEqual(['2']);
    expect(house.told('assist.step')).toEqual({ step: '1', rule: 'risk', agent: 'anna', done: true, by: 'words' });
    expect([wasSaid('投资有风险，请您谨慎', '投资 是 有 风险 的 请 谨慎'), wasSaid('好的', '好的'), wasSaid('投资有风险，请您谨慎', '风险 投资 您')]).toEqual([true, false, false]);
  });

  test('help is asked for once, stands on the floor, and the agent sees who took notice', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    await house.rooms.desk.order('anna', 'help', { text: 'He wants the manager' });
    await house.rooms.desk.order('anna', 'help', {});
    expect(house.rooms.desk.desk('anna')?.call?.assist?.help).toEqual({ at: house.clock.wall() });
    const request = { zh: 'He wants the manager', en: 'He wants the manager' };
    expect(house.rooms.floor.floor().alerts).toMatchObject([{ id: `${call?.id}//0`, rule: '', agent: 'anna', title: { en: 'The agent asks for help' }, request }]);
    house.rooms.floor.acknowledge(`${call?.id}//0`, 'sue', 'Sue Lee');
    expect(house.rooms.desk.desk('anna')?.call?.assist?.help).toMatchObject({ seenBy: 'Sue Lee' });
    await house.rooms.desk.order('anna', 'help', {});
    expect(house.rooms.floor.floor().alerts.map(({ id, acknowledgedBy }) => [id, acknowledgedBy])).toEqual([[`${call?.id}//0`, 'sue'], [`${call?.id}//1`, undefined]]);
  });
});
