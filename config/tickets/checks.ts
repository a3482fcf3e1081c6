import type { Mistake } from '../mistakes.ts';
import { STANDARD_TICKETS } from './keys.ts';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];
type Unknown = (path: Path, name: string, known: readonly string[], list: string) => Mistake[];

/** Names, options and bounds under `tickets`, as written. */
export function ticketChecks(raw: unknown, queues: readonly string[], skills: readonly string[], unknown: Unknown): Mistake[] {
  const { queue, fields, templates, hours, sla, untouched, rules, macros, push } = record(raw);
  const own = entries(templates);
  const known = [...new Set([...STANDARD_TICKETS, ...own.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))])];
  const named = (path: Path, name: unknown, list: readonly string[], what: string) => (typeof name === 'string' ? unknown(path, name, list, what) : []);
  const ids = (list: unknown) => entries(list).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  return [
    ...workChecks({ hours, sla, rules, macros }),
    ...entries(sla).flatMap((one, i) => [...named(['tickets', 'sla', i, 'hours'], one.hours, ids(hours), 'hours'), ...strings(one.queues).flatMap((name, j) => unknown(['tickets', 'sla', i, 'queues', j], name, queues, 'queues')), ...strings(one.templates).flatMap((name, j) => unknown(['tickets', 'sla', i, 'templates', j], name, known, 'templates'))]),
    ...named(['tickets', 'untouched', 'hours'], record(untouched).hours, ids(hours), 'hours'),
    ...entries(rules).flatMap((rule, i) => entries(rule.actions).flatMap((action, j) => [...named(['tickets', 'rules', i, 'actions', j, 'queue'], action.queue, queues, 'queues'), ...named(['tickets', 'rules', i, 'actions', j, 'macro'], action.macro, ids(macros), 'macros')])),
    ...pushChecks(record(push).queues, queues, skills, unknown),
    ...named(['tickets', 'queue'], queue, queues, 'queues'),
    ...twice(['tickets', 'templates'], own),
    ...fieldChecks(['tickets', 'fields'], fields),
    ...entries(fields).flatMap((field, i) => strings(field.templates).flatMap((name, j) => unknown(['tickets', 'fields', i, 'templates', j], name, known, 'templates'))),
    ...own.flatMap((template, i) => [...named(['tickets', 'templates', i, 'queue'], template.queue, queues, 'queues'), ...fieldChecks(['tickets', 'templates', i, 'fields'], template.fields)]),
  ];
}

function pushChecks(raw: unknown, queues: readonly string[], skills: readonly string[], unknown: Unknown): Mistake[] {
  const path = ['tickets', 'push', 'queues'];
  return [
    ...twice(path, entries(raw)),
    ...entries(raw).flatMap(({ id, skills: asked }, i) => [
      ...(typeof id === 'string' ? unknown([...path, i, 'id'], id, queues, 'queues') : []),
      ...Object.keys(record(asked)).flatMap((skill) => unknown([...path, i, 'skills', skill], skill, skills, 'skills')),
    ]),
  ];
}

/** Ids that stand twice. */
const workChecks = (lists: Readonly<Record<string, unknown>>): Mistake[] => Object.entries(lists).flatMap(([name, list]) => twice(['tickets', name], entries(list)));

function fieldChecks(path: Path, raw: unknown): Mistake[] {
  const fields = entries(raw);
  return [...twice(path, fields), ...fields.flatMap((field, i) => oneField([...path, i], field))];
}

function oneField(path: Path, { type = 'text', options, least, greatest }: Entry): Mistake[] {
  const mistakes: Mistake[] = twice([...path, 'options'], entries(options));
  const choices = entries(options).length;
  if (type === 'choice' && choices === 0) mistakes.push({ path, message: 'a choice needs options' });
  if (type !== 'choice' && choices > 0) mistakes.push({ path: [...path, 'options'], message: 'only a choice has options; set type: choice' });
  if (typeof least === 'number' && typeof greatest === 'number' && least > greatest) mistakes.push({ path: [...path, 'least'], message: `found ${least}; allowed: at most greatest (${greatest})` });
  return mistakes;
}

function twice(path: Path, list: readonly Entry[]): Mistake[] {
  const seen = new Set<unknown>();
  return list.flatMap(({ id }, i) => {
    const again = id !== undefined && seen.has(id);
    seen.add(id);
    return again ? [{ path: [...path, i, 'id'], message: `"${String(id)}" is here twice; each id must be different` }] : [];
  });
}

const record = (value: unknown): Entry => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Entry) : {});
const entries = (value: unknown): Entry[] => (Array.isArray(value) ? value.map(record) : []);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
