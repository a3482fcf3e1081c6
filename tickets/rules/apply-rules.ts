import type { EpochMillis, Millis } from '#core';
import { higher } from '../clocks/fire.ts';
import { Steps, type TicketStep } from '../decide/step.ts';
import type { Ticket, TicketChange, TicketEvent } from '../model.ts';
import { fillMacro } from './fill-macro.ts';
import { holds } from './holds.ts';
import type { RuleEvent, RuleWorld, TicketRule, TicketRuleAction } from './model.ts';
import { namesOf } from './rule-events.ts';

/** A rule fires once for a command; so often in an hour for a ticket: whoever answers rules by rules is a loop. */
const MOST_AN_HOUR = 30;
const HOUR: Millis = 3_600_000;

/** Carries out one change on a ticket that is on its way. */
export type CarryOut = (steps: Steps, change: TicketChange) => TicketStep;

/** An action that was taken; `refused` tells why it was not. */
export type Taken = TicketRuleAction & { readonly refused?: string };

/**
 * Rules in their order on each event, also on those that rules made. What they do is kept together with what they answer to: in one
 * write, so that a rule fires once, whatever dies. The event `rule` tells name, version and actions.
 */
export function applyRules(ticket: Ticket, events: readonly TicketEvent[], now: EpochMillis, { rules, macros, names: called, carryOut }: RuleWorld & { readonly carryOut: CarryOut }): { readonly ticket: Ticket; readonly events: readonly TicketEvent[] } {
  const all = [...events];
  const fired = new Set<string>();
  let present = ticket;
  for (let at = 0; at < all.length; at += 1) {
    const event = all[at];
    const names = event ? namesOf(event) : [];
    if (!event || names.length === 0) continue;
    for (const rule of rules) {
      const name = names.find((one) => rule.on.includes(one));
      if (name === undefined || fired.has(rule.id) || !holds(rule.when, present, event)) continue;
      fired.add(rule.id);
      const steps = fire(present, { rule, name, event }, now, { macros, carryOut, ...(called ? { names: called } : {}) });
      present = steps.ticket;
      all.push(...steps.events);
      if (rule.stop) break;
    }
  }
  return { ticket: present, events: all };
}

interface Firing {
  readonly rule: TicketRule;
  readonly name: RuleEvent;
  readonly event: TicketEvent;
}

function fire(ticket: Ticket, { rule, name, event }: Firing, now: EpochMillis, world: Pick<RuleWorld, 'macros' | 'names'> & { readonly carryOut: CarryOut }): Steps {
  const runs = ticket.ruleRuns && now - ticket.ruleRuns.since < HOUR ? ticket.ruleRuns : { since: now, count: 0 };
  const steps = new Steps({ ...ticket, ruleRuns: { ...runs, count: runs.count + 1 } }, 'rule', now);
  const told = { rule: rule.id, name: rule.name, version: rule.version, on: name, seq: event.seq };
  if (runs.count > MOST_AN_HOUR) return new Steps(ticket, 'rule', now);
  if (runs.count === MOST_AN_HOUR) {
    steps.add('rule', { ...told, stopped: true, actions: [] });
    return steps;
  }
  const actions = rule.actions.map((action): Taken => act(steps, action, world));
  steps.add('rule', { ...told, actions });
  return steps;
}

function act(steps: Steps, action: TicketRuleAction, { macros, names, carryOut }: Pick<RuleWorld, 'macros' | 'names'> & { readonly carryOut: CarryOut }): Taken {
  const { ticket } = steps;
  const macro = action.do === 'reply' ? macros.find(({ id }) => id === action.macro) : undefined;
  if (action.do === 'reply' && !macro) return { ...action, refused: `there is no macro ${action.macro}` };
  for (const change of changesOf(action, ticket, macro && fillMacro(macro, ticket, names))) {
    const done = carryOut(steps, change);
    if (!done.ok) return { ...action, refused: done.fault.message };
  }
  return action;
}

/** What an action does to the ticket itself; the rest is done when all of it is kept. */
function changesOf(action: TicketRuleAction, { priority, queue, language }: Ticket, reply = ''): readonly TicketChange[] {
  switch (action.do) {
    case 'assign':
      return [{ type: 'assign', ...(action.agent === undefined ? {} : { assignee: action.agent }), ...(action.queue === undefined ? {} : { queue: action.queue }) }];
    case 'tag':
      return [{ type: 'update', update: { addTags: action.add, removeTags: action.remove } }];
    case 'priority':
      return [{ type: 'update', update: { priority: action.to === 'higher' ? higher(priority) : action.to } }];
    case 'move':
      return [{ type: 'move', to: action.to }];
    case 'note':
      return [{ type: 'note', text: action.text[language] }];
    case 'reply':
      return [{ type: 'reply', text: reply, from: 'agent' }];
    case 'escalate':
      return [{ type: 'update', update: { priority: higher(priority), addTags: ['escalated'] } }, ...(action.queue === undefined || action.queue === queue ? [] : [{ type: 'assign', queue: action.queue } as const])];
    default:
      return [];
  }
}
