import type { DeskOrders } from '#contract';
import { Fault, type Result, type Scope, failed, ok } from '#core';
import type { Call } from '../call.ts';
import type { House } from '../house.ts';
import { wasSaid } from './was-said.ts';

/** Ticks a step of a script. */
export function tickStep(house: House, agent: string, { id, done }: DeskOrders['step']): Result<void> {
  const { talking } = house.workplaces.of(agent);
  if (!talking) return failed(noCall());
  const { call } = talking;
  const step = call.assist.tick(id, done ? { at: house.clock.wall(), by: 'agent' } : undefined);
  if (!step) return failed(new Fault('calls.no-such-step', 'There is no such step in this call; the desk lists them under assist.steps.'));
  call.record('assist.step', { step: id, rule: step.rule, agent, done, by: 'agent' }, call.audioAt);
  house.workplaces.tell(agent);
  return ok(undefined);
}

/** Steps that the agent has said by now are done. */
export function tickSaid(call: Call, agent: string, said: string): void {
  for (const { id, rule, text } of call.assist.waiting) {
    if (!wasSaid(text[call.language], said)) continue;
    call.assist.tick(id, { at: call.house.clock.wall(), by: 'words' });
    call.record('assist.step', { step: id, rule, agent, done: true, by: 'words' }, call.audioAt);
    call.house.workplaces.tell(agent);
  }
}

/** Asks for a supervisor; asked again before anybody has seen it, nothing more happens. */
export function askForHelp(house: House, agent: string, { text = '' }: DeskOrders['help']): Result<void> {
  const { talking } = house.workplaces.of(agent);
  if (!talking) return failed(noCall());
  const { call, queue } = talking;
  if (call.assist.askForHelp(house.clock.wall())) call.record('supervisor.requested', { agent, queue, ...(text === '' ? {} : { text: { zh: text, en: text } }) }, call.audioAt);
  house.workplaces.tell(agent);
  return ok(undefined);
}

/** The agent sees who took notice of the request. */
export function tellHelpSeen({ recorded, workplaces }: House, scope: Scope): void {
  recorded.on(({ call, event: { type, data } }) => {
    if (type !== 'qa.acknowledged' || !String(data['alert']).startsWith(`${call.id}//`)) return;
    if (call.assist.helpSeen(String(data['name'] ?? data['by'])) && call.agent !== undefined) workplaces.tell(call.agent);
  }, scope);
}

const noCall = () => new Fault('calls.no-call', 'You are in no conversation now.');
