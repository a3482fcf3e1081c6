import type { Millis } from '#core';
import type { Names } from '../../expression/evaluate.ts';
import type { Value } from '../../expression/tree.ts';
import { dayIn } from '../../hours/calendar.ts';
import { type LocalMoment, localMoment } from '../../hours/opening-hours.ts';
import type { FlowState } from '../flow-state.ts';

const WEEKEND = ['saturday', 'sunday'];

/** What expressions see of a call at `now`. */
export function namesOf(state: FlowState, now: Millis): Names {
  let read: LocalMoment | undefined;
  const moment = () => (read ??= localMoment(state.flow.timeZone, state.facts.wallClock + (now - state.startedAt)));
  return {
    value: (name) => (Object.hasOwn(state.flow.variables, name) ? state.variables[name] : builtIn(name, state, moment)),
    queue: (id, member) => queueMember(state, id, member),
    calendar(kind, name) {
      const calendar = Object.hasOwn(state.flow.calendars, name) ? state.flow.calendars[name] : undefined;
      const { date, weekday } = moment();
      const day = calendar ? dayIn(calendar, date) : 'unknown';
      if (day === 'unknown') return undefined;
      if (kind === 'holiday') return day === 'holiday';
      return day === 'workday' || (day === 'usual' && !WEEKEND.includes(weekday));
    },
  };
}

function queueMember({ queues }: FlowState, id: string, member: string): Value {
  const state = Object.hasOwn(queues, id) ? queues[id] : undefined;
  return Object.entries(state ?? {}).find(([name]) => name === member)?.[1];
}

function builtIn(name: string, { facts, customer, language }: FlowState, moment: () => LocalMoment): Value {
  switch (name) {
    case 'caller.number':
      return facts.caller;
    case 'call.number':
      return facts.number;
    case 'customer.known':
      return customer !== undefined;
    case 'customer.id':
      return customer?.id;
    case 'customer.name':
      return customer?.name;
    case 'customer.tier':
      return customer?.tier;
    case 'customer.language':
      return customer?.language;
    case 'language':
      return language;
    case 'weekday':
      return moment().weekday;
    case 'today':
      return moment().date;
    case 'now':
      return clock(moment().minute);
    default:
      return undefined;
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
