import { evaluate } from '../../expression/evaluate.ts';
import type { Value } from '../../expression/tree.ts';
import { dayIn } from '../../hours/calendar.ts';
import { isOpen, localMoment } from '../../hours/opening-hours.ts';
import type { NodeOf } from '../../language/flow-schema.ts';
import { type Draw, type Move, note } from '../draw.ts';
import type { FlowState } from '../flow-state.ts';
import { namesOf } from '../values/names.ts';

export function throughHours(draw: Draw, state: FlowState, node: NodeOf<'hours'>): Move {
  const calendar = node.calendar === undefined ? undefined : state.flow.calendars[node.calendar];
  const timeZone = node.timeZone ?? state.flow.timeZone;
  const at = state.facts.wallClock;
  if (calendar && dayIn(calendar, localMoment(timeZone, at).date) === 'unknown') note(draw, state, 'calendar-unknown', { calendar: node.calendar ?? '' });
  const open = isOpen({ ...node, timeZone, calendar }, at);
  note(draw, state, 'hours', { result: open ? 'open' : 'closed' });
  return { state, go: open ? node.open : node.closed };
}

export function throughBranch(draw: Draw, state: FlowState, node: NodeOf<'branch'>): Move {
  const names = namesOf(state, draw.now);
  return { state, go: node.when.find((one) => evaluate(one.if.tree, names) === true)?.next ?? node.else };
}

/** All values are worked out before the first is set, so that two variables can be exchanged. */
export function throughSet(draw: Draw, state: FlowState, node: NodeOf<'set'>): Move {
  const names = namesOf(state, draw.now);
  const values = Object.fromEntries(Object.entries(node.values).map(([name, { tree }]): [string, Value] => [name, evaluate(tree, names)]));
  const set = { ...state, variables: { ...state.variables, ...values } };
  if (node.language === undefined) return { state: set, go: node.next };
  draw.emit({ type: 'language', language: node.language });
  return { state: { ...set, language: node.language }, go: node.next };
}
