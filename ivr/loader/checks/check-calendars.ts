import { type Calendar, yearsMissing } from '../../hours/calendar.ts';
import type { FlowNode } from '../../language/flow-schema.ts';
import { expressionsOf } from '../../language/expressions-of.ts';
import { expressionsIn } from '../../expression/template.ts';
import { partsOf } from '../../expression/tree.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Draft, FlowSurroundings } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { KeyPath } from '../yaml-source.ts';

/** Calendars a node asks that do not exist, or that do not know this year or the coming one. */
export function checkCalendars(node: FlowNode, { calendars }: Draft, { today }: FlowSurroundings): Problem[] {
  const unknown: Problem[] =
    node.type === 'hours' && node.calendar !== undefined && !Object.hasOwn(calendars, node.calendar)
      ? [{ path: ['calendar'], text: `there is no calendar “${node.calendar}”;${didYouMean(node.calendar, Object.keys(calendars), 'calendars')}` }]
      : [];
  return today === undefined ? unknown : [...unknown, ...asked(node).flatMap(({ name, path }) => lateYears(name, calendars[name], today, path))];
}

function asked(node: FlowNode): { name: string; path: KeyPath }[] {
  const hours = node.type === 'hours' && node.calendar !== undefined ? [{ name: node.calendar, path: ['calendar'] }] : [];
  const inExpressions = expressionsOf(node).flatMap(({ written, path }) => {
    const trees = 'parts' in written ? expressionsIn(written).map(({ tree }) => tree) : [written.tree];
    return trees.flatMap(partsOf).flatMap((part) => {
      const [first] = part.kind === 'call' && ['holiday', 'workday'].includes(part.name) ? part.args : [];
      return first?.kind === 'literal' ? [{ name: String(first.value), path }] : [];
    });
  });
  return [...hours, ...inExpressions];
}

function lateYears(name: string, calendar: Calendar | undefined, today: string, path: KeyPath): Problem[] {
  if (!calendar) return [];
  return yearsMissing(calendar, today).map((one) => ({
    path,
    warning: true,
    text: `calendar “${name}” does not know ${one}: add its days when they are published; until then its weekdays count as usual days`,
  }));
}
