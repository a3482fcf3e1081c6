import { describe, expect, it } from 'vitest';
import { decideTicket } from '../decide/decide.ts';
import type { Ticket, TicketChange, TicketEvent, TicketWish } from '../model.ts';
import { STANDARD_TEMPLATES } from '../templates/standard-templates.ts';
import type { TicketWorld } from '../world.ts';
import { dryRun } from './dry-run.ts';
import { filledMacros } from './fill-macro.ts';
import type { TicketMacro, TicketRule } from './model.ts';

const WISH: TicketWish = { template: 'fault', subject: 'No light', fields: { severity: 'major', impact: 'one', product: 'Router', contact: '10086' }, requester: { name: 'Wang', tier: 'gold' }, language: 'en' };
const words = (text: string) => ({ zh: `${text}（中）`, en: text });
const MACROS: readonly TicketMacro[] = [{ id: 'thanks', ...words('Thanks'), text: words('Dear {name}, {number} is about {field.product}. {odd}') }];
const rule = (id: string, given: Partial<TicketRule>): TicketRule => ({ id, name: words(id), version: 'v1', on: ['created'], when: {}, actions: [], stop: false, ...given });
const worldOf = (...rules: readonly TicketRule[]): TicketWorld => ({ templates: STANDARD_TEMPLATES, queue: 'support', queues: ['support', 'second'], agents: ['anna'], rules: { rules, macros: MACROS } });

function made(world: TicketWorld, wish: Partial<TicketWish> = {}) {
  const step = decideTicket(undefined, { type: 'create', id: '1234567890', wish: { ...WISH, ...wish }, by: 'p1' }, 1_000, world);
  if (!step.ok) throw step.fault;
  return step;
}
function changed(ticket: Ticket, change: TicketChange, world: TicketWorld, now = 2_000) {
  const step = decideTicket(ticket, { type: 'change', change, by: 'p1' }, now, world);
  if (!step.ok) throw step.fault;
  return step;
}
const fired = (events: readonly TicketEvent[]) => events.filter(({ type }) => type === 'rule').map(({ data }) => data['rule']);

it('macros say names of people and queues, in both languages; who writes comes before who has the ticket', () => {
  const macros = [{ id: 'sign', ...words('Sign'), text: { zh: '{name}：{agent}，{queue}', en: '{agent} of {queue}, {field.none}{{ticket}}' } }];
  const names = { agents: new Map([['anna', 'Anna Li']]), queues: new Map([['support', 'Support desk']]) };
  const { ticket } = made(worldOf(rule('give', { actions: [{ do: 'assign', agent: 'anna' }] })));
  const said = (writer?: string) => filledMacros({ rules: [], macros, names }, ticket, writer)[0]?.text;
  expect(said()).toEqual({ zh: 'Wang：Anna Li，Support desk', en: 'Anna Li of Support desk, {{ticket}}' });
  expect(said('Bo')).toEqual({ zh: 'Wang：Bo，Support desk', en: 'Bo of Support desk, {{ticket}}' });
});

describe('rules', () => {
  it('do all their actions in the write of the event, and the history names rule, version, event and actions', () => {
    const { ticket, events } = made(worldOf(rule('vip', { when: { tiers: ['gold'] }, actions: [{ do: 'assign', agent: 'anna' }, { do: 'tag', add: ['vip'], remove: [] }, { do: 'priority', to: 'higher' }, { do: 'reply', macro: 'thanks' }, { do: 'webhook', hook: 'crm' }] })));
    expect([ticket.assignee, ticket.tags, ticket.priority, ticket.state, ticket.firstReplyAt]).toEqual(['anna', ['vip'], 'high', 'open', 1_000]);
    expect(events.map(({ seq, type, by }) => `${seq} ${type} ${by}`)).toEqual(['1 created p1', '2 assigned rule', '3 moved rule', '4 updated rule', '5 updated rule', '6 replied rule', '7 rule rule']);
    expect(events[5]?.data['text']).toBe('Dear Wang, 1234567890 is about Router. {odd}');
    expect(events[6]?.data).toMatchObject({ rule: 'vip', version: 'v1', on: 'created', seq: 1, name: words('vip'), actions: [{ do: 'assign', agent: 'anna' }, { do: 'tag' }, { do: 'priority' }, { do: 'reply' }, { do: 'webhook', hook: 'crm' }] });
  });

  it('fire in their order; one that stops keeps those behind it away', () => {
    expect(fired(made(worldOf(rule('a', {}), rule('b', { stop: true }), rule('c', {}))).events)).toEqual(['a', 'b']);
  });

  it('answer to what other rules did, each once for a command: they end', () => {
    const flip = rule('flip', { on: ['created', 'updated'], actions: [{ do: 'priority', to: 'urgent' }] });
    const flop = rule('flop', { on: ['updated'], actions: [{ do: 'priority', to: 'low' }] });
    const { events, ticket } = made(worldOf(flip, flop));
    expect([fired(events), ticket.priority]).toEqual([['flip', 'flop'], 'low']);
  });

  it('that go round with somebody outside are stopped after thirty firings in an hour, told once', () => {
    const world = worldOf(rule('echo', { on: ['noted'], actions: [{ do: 'webhook', hook: 'crm' }] }));
    let { ticket } = made(world);
    const all: TicketEvent[] = [];
    const note = (now: number) => {
      const step = changed(ticket, { type: 'note', text: 'again' }, world, now);
      ticket = step.ticket;
      all.push(...step.events);
    };
    for (let n = 0; n < 40; n += 1) note(2_000 + n);
    const rules = all.filter(({ type }) => type === 'rule');
    expect([rules.length, rules.filter(({ data }) => data['stopped'] === true).length]).toEqual([31, 1]);
    note(2_000 + 3_700_000);
    expect(fired(all)).toHaveLength(32);
  });

  it('tell what was refused, and do the rest', () => {
    const { events, ticket } = made(worldOf(rule('odd', { actions: [{ do: 'assign', queue: 'gone' }, { do: 'move', to: 'closed' }, { do: 'tag', add: ['x'], remove: [] }] })));
    expect(ticket.tags).toEqual(['x']);
    expect(((events.at(-1)?.data['actions'] ?? []) as { refused?: string }[]).map(({ refused }) => refused !== undefined)).toEqual([true, true, false]);
  });

  it.each([
    [{ templates: ['billing'] }, false],
    [{ templates: ['fault'], priorities: ['normal'] }, true],
    [{ fields: { product: ['Router', 'Modem'] } }, true],
    [{ fields: { product: ['Modem'] } }, false],
    [{ words: ['LIGHT'] }, true],
    [{ words: ['dark'] }, false],
    [{ assigned: true }, false],
    [{ not: { tiers: ['gold'] } }, false],
    [{ any: [{ queues: ['second'] }, { languages: ['en'] }] }, true],
    [{ tags: ['a'] }, false],
    [{ noTags: ['a'] }, true],
    [{ by: ['p1'] }, true],
    [{ states: ['open'] }, false],
  ] as const)('%j holds: %s', (when, expected) => expect(fired(made(worldOf(rule('r', { when: when as TicketRule['when'] }))).events)).toEqual(expected ? ['r'] : []));

  it('escalate: higher priority, tag, another queue', () => {
    const { ticket } = made(worldOf(rule('up', { actions: [{ do: 'escalate', queue: 'second', text: words('look') }] })));
    expect([ticket.priority, ticket.tags, ticket.queue]).toEqual(['high', ['escalated'], 'second']);
  });

  it('know replies of customers from ours, and what is opened again', () => {
    const world = worldOf(rule('theirs', { on: ['customer-replied'] }), rule('ours', { on: ['agent-replied'] }), rule('again', { on: ['reopened'] }));
    const { ticket } = made(world);
    expect(fired(changed(ticket, { type: 'reply', text: 'x', from: 'customer' }, world).events)).toEqual(['theirs']);
    expect(fired(changed(ticket, { type: 'reply', text: 'x', from: 'agent' }, world).events)).toEqual(['ours']);
    const resolved = changed(ticket, { type: 'move', to: 'resolved' }, world).ticket;
    expect(fired(changed(resolved, { type: 'reply', text: 'no', from: 'customer' }, world).events)).toEqual(['theirs', 'again']);
  });

  it('answer to clocks', () => {
    const world: TicketWorld = { ...worldOf(rule('late', { on: ['breach'], when: { clocks: ['resolution'] }, actions: [{ do: 'escalate', text: words('late') }] })), clocks: { policies: [{ id: 'p', templates: [], priorities: [], tiers: [], queues: [], targets: { resolution: 1_000 }, warnAt: 0.5, pauseIn: [] }], hours: new Map() } };
    const { ticket, events } = changed(made(world).ticket, { type: 'look' }, world, 2_000);
    expect([fired(events), ticket.priority]).toEqual([['late'], 'high']);
    expect(changed(ticket, { type: 'look' }, world, 3_000).events).toEqual([]);
  });

  it('are tried without anything being kept', () => {
    const world = worldOf(rule('vip', { actions: [{ do: 'tag', add: ['vip'], remove: [] }] }));
    expect(dryRun({ wish: WISH }, 1, world)).toMatchObject({ ticket: { tags: ['vip'] } });
    expect(dryRun({ wish: { ...WISH, template: 'none' } }, 1, world)).toHaveProperty('refused');
  });
});
