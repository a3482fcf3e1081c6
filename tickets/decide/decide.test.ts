import { describe, expect, it } from 'vitest';
import type { Ticket, TicketChange, TicketCommand, TicketWish } from '../model.ts';
import { TicketRefusal } from '../refusal.ts';
import { STANDARD_TEMPLATES } from '../templates/standard-templates.ts';
import type { TicketWorld } from '../world.ts';
import { decideTicket } from './decide.ts';
import { MOVES } from './moves.ts';

const WORLD: TicketWorld = { templates: STANDARD_TEMPLATES, queue: 'support', queues: ['sales', 'support'], agents: ['anna', 'bo'] };
const WISH: TicketWish = { template: 'fault', subject: ' No light ', fields: { severity: 'major', impact: 'several', product: 'Router', contact: '13800138000', since: '2026-11-20' } };
const id = '4000000001';

const create = (wish: Partial<TicketWish> = {}, lenient = false) => decideTicket(undefined, { type: 'create', id, wish: { ...WISH, ...wish }, by: 'p1', lenient }, 1_000, WORLD);
function made(wish: Partial<TicketWish> = {}, lenient = false): Ticket {
  const step = create(wish, lenient);
  if (!step.ok) throw step.fault;
  return step.ticket;
}
const told = (step: ReturnType<typeof create>) => (step.ok ? 'done' : [step.fault.code, ...(step.fault instanceof TicketRefusal ? step.fault.problems.map(({ field, zh, en }) => `${field}: ${zh} / ${en}`) : [])]);

/** What becomes of a ticket by these changes, and what was refused. */
function after(ticket: Ticket, changes: readonly TicketChange[], more: Partial<Extract<TicketCommand, { type: 'change' }>> = {}) {
  let now = 2_000;
  const said: string[] = [];
  for (const change of changes) {
    const step = decideTicket(ticket, { type: 'change', change, by: 'p2', ...more }, (now += 1_000), WORLD);
    said.push(...(step.ok ? step.events.map(({ type, data }) => `${type} ${JSON.stringify(data)}`) : [step.fault.code]));
    if (step.ok) ticket = step.ticket;
  }
  return { ticket, said };
}

describe('a new ticket', () => {
  it('has what its template asks for, a priority by severity and impact, and a first event', () => {
    const step = create();
    expect(step).toMatchObject({
      ok: true,
      ticket: { id, version: 1, state: 'new', subject: 'No light', queue: 'support', priority: 'high', priorityBy: 'matrix', missing: [], createdAt: 1_000, createdBy: 'p1' },
      events: [{ seq: 1, at: 1_000, type: 'created', by: 'p1', data: { template: 'fault', queue: 'support', priority: 'high' } }],
    });
  });

  it('is refused with everything that is wrong, in both languages', () => {
    expect(told(create({ subject: ' ', queue: 'sale', fields: { severity: 'bad', impact: 'one', since: '2026-02-30', colour: 'red' } }))).toEqual([
      'tickets.invalid',
      'subject: 请填写主题 / A subject is required',
      'queue: 没有队列 sale；可用：sales、support / There is no queue sale; there are: sales, support',
      'colour: 模板“故障报修”没有字段 colour；可用字段：severity, impact, product, contact, since, steps, address / The template "Fault report" has no field colour; it has: severity, impact, product, contact, since, steps, address',
      'severity: “严重程度”应为以下之一：critical（致命：完全无法使用）、major（严重：主要功能受影响）、minor（一般：有办法绕过）、trivial（轻微：仅为疑问或外观） / "Severity" must be one of critical, major, minor, trivial',
      'since: “故障发生日期”应为日期，如 2026-10-01 / "Day it began" must be a day such as 2026-10-01',
      'product: 请填写“产品” / "Product" is required',
      'contact: 请填写“联系方式” / "Contact" is required',
    ]);
    expect(told(create({ template: 'none' }))).toMatchObject(['tickets.unknown-template', expect.stringContaining('fault（故障报修）')]);
  });

  it('of a call keeps what is right, says the rest below the text, names what is missing, and has the caller as contact', () => {
    const ticket = made({ queue: 'gone', text: 'By telephone', fields: { severity: 'nonsense', impact: 'one', colour: 'red', product: '' }, requester: { number: '10086' } }, true);
    expect(ticket).toMatchObject({ queue: 'support', text: 'By telephone\nseverity: nonsense\ncolour: red', fields: { impact: 'one', contact: '10086' }, missing: ['severity', 'product'], priority: 'low' });
    expect(after(ticket, [{ type: 'move', to: 'resolved' }, { type: 'update', update: { fields: { severity: 'critical', product: 'Router' } } }, { type: 'move', to: 'resolved' }])).toMatchObject({
      ticket: { missing: [], priority: 'high', state: 'resolved' },
      said: ['tickets.incomplete', 'updated {"changes":{"priority":{"from":"low","to":"high"},"fields.severity":{"from":null,"to":"critical"},"fields.product":{"from":null,"to":"Router"}}}', 'moved {"from":"new","to":"resolved"}'],
    });
  });

  it('that somebody is to take is open', () => {
    expect(made({ assignee: 'anna' })).toMatchObject({ state: 'open', assignee: 'anna', version: 3 });
    expect(told(create({ assignee: 'nobody' }))).toEqual(['tickets.invalid', 'assignee: 没有坐席 nobody / There is no agent nobody']);
  });
});

describe('states', () => {
  const inState = (state: Ticket['state']): Ticket => ({ ...made(), state });

  it('change by the allowed moves only', () => {
    const states = Object.keys(MOVES) as Ticket['state'][];
    for (const from of states) {
      for (const to of states) {
        const { said } = after(inState(from), [{ type: 'move', to }]);
        const wanted = from === 'closed' ? 'tickets.closed' : to === from ? undefined : MOVES[from].includes(to) ? `moved {"from":"${from}","to":"${to}"}` : 'tickets.no-move';
        expect([from, to, said[0]]).toEqual([from, to, wanted]);
      }
    }
  });

  it('tell since when; a ticket that opens again was not resolved', () => {
    const moves = (...to: Ticket['state'][]) => after(made(), to.map((one) => ({ type: 'move', to: one }) as const)).ticket;
    expect(moves('resolved')).toMatchObject({ stateSince: 3_000, resolvedAt: 3_000 });
    expect(moves('resolved', 'open').resolvedAt).toBeUndefined();
    expect(moves('resolved', 'closed')).toMatchObject({ resolvedAt: 3_000, closedAt: 4_000 });
  });

  it('follow replies: ours opens a new one, the customer’s one that waited or was resolved', () => {
    const ours = after(made(), [{ type: 'reply', text: 'Hello', from: 'agent' }, { type: 'move', to: 'pending' }]);
    expect(ours).toMatchObject({ said: ['replied {"text":"Hello","from":"agent"}', 'moved {"from":"new","to":"open"}', 'moved {"from":"open","to":"pending"}'], ticket: { firstReplyAt: 3_000, lastReplyAt: 3_000 } });
    expect(after(ours.ticket, [{ type: 'reply', text: 'Still dark', from: 'customer' }]).ticket).toMatchObject({ state: 'open', customerAt: 4_000 });
    expect(after(inState('closed'), [{ type: 'reply', text: 'x', from: 'customer' }, { type: 'note', text: 'for us' }]).said).toEqual(['tickets.closed', 'noted {"text":"for us"}']);
  });
});

describe('a change', () => {
  it('is refused over another version, and done once for each key', () => {
    const ticket = made();
    expect(after(ticket, [{ type: 'note', text: 'a' }], { version: 7 }).said).toEqual(['tickets.changed']);
    expect(after(ticket, [{ type: 'note', text: 'a' }, { type: 'note', text: 'a' }], { key: 'k' })).toMatchObject({ said: ['noted {"text":"a"}'], ticket: { version: 2 } });
  });

  it('that changes nothing makes no event', () => {
    expect(after(made({ requester: { number: '1', name: 'Li' } }), [{ type: 'update', update: { subject: 'No light', addTags: [], requester: { name: 'Li', number: '1' } } }, { type: 'unlink', call: 'x' }, { type: 'assign', assignee: null }])).toMatchObject({ said: [], ticket: { version: 1 } });
  });

  it('of tags, watchers, calls and parent is in the history, and can be taken back', () => {
    const steps = after(made(), [
      { type: 'update', update: { addTags: ['vip', 'vip'], addWatchers: ['sue'], parent: '4000000002' } },
      { type: 'update', update: { removeTags: ['vip'], parent: null } },
      { type: 'link', call: 'c1' },
      { type: 'unlink', call: 'c1' },
    ]);
    expect(steps.said).toEqual([
      'updated {"changes":{"tags":{"from":[],"to":["vip"]},"watchers":{"from":[],"to":["sue"]},"parent":{"from":null,"to":"4000000002"}}}',
      'updated {"changes":{"tags":{"from":["vip"],"to":[]},"parent":{"from":"4000000002","to":null}}}',
      'linked {"call":"c1"}',
      'unlinked {"call":"c1"}',
    ]);
    expect(steps.ticket).toMatchObject({ tags: [], watchers: ['sue'], calls: [] });
    expect(steps.ticket).not.toHaveProperty('parent');
  });

  it('of the priority by hand stays when severity changes, until it is given back', () => {
    const hand = after(made(), [{ type: 'update', update: { priority: 'low' } }, { type: 'update', update: { fields: { severity: 'critical' } } }]).ticket;
    expect([hand.priority, hand.priorityBy]).toEqual(['low', 'hand']);
    expect(after(hand, [{ type: 'update', update: { priority: null } }]).ticket).toMatchObject({ priority: 'urgent', priorityBy: 'matrix' });
  });

  it('to another queue takes the agent away; whoever takes a new one opens it', () => {
    const taken = after(made(), [{ type: 'assign', assignee: 'bo' }]).ticket;
    expect(taken).toMatchObject({ assignee: 'bo', state: 'open' });
    const elsewhere = after(taken, [{ type: 'assign', queue: 'sales' }]);
    expect(elsewhere.said).toEqual(['assigned {"from":"bo","to":null,"fromQueue":"support","queue":"sales"}']);
    expect(elsewhere.ticket).not.toHaveProperty('assignee');
    expect(after(taken, [{ type: 'assign', assignee: 'zoe', queue: 'none' }]).said).toEqual(['tickets.invalid']);
  });

  it('does not turn the history around when the clock was set back', () => {
    const step = decideTicket(made(), { type: 'change', change: { type: 'note', text: 'x' }, by: 'p2' }, 5, WORLD);
    expect(step).toMatchObject({ ok: true, events: [{ at: 1_000 }] });
  });
});
