import type { CallsQuery } from '#mining';
import { phraseGrams } from '../reviews/search-grams.ts';
import { positionOf } from '../timeline/call-page.ts';
import { Bindings, narrowing } from './narrowing.ts';
import { phraseOf, says } from './phrase.ts';

/** Newest calls that are looked at one by one before an index is asked: what is said often fills a page from these. */
export const WINDOW_CALLS = 500;
const SPEAKERS = ['caller', 'agent'] as const;
const NEWEST_FIRST = 'ORDER BY c.started_at DESC, c.id DESC';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A call looked at by its key; `LIMIT 1` keeps the database from turning the question round, which costs it all turns. */
type Check = (to: Bindings) => string;
/** All calls with it, by an index. */
type All = (to: Bindings) => string;

interface Wish {
  readonly check: Check;
  readonly all?: All;
}

const FIGURES = { silence: 'm.silence_seconds > 0', 'caller-interruptions': 'm.caller_interruptions > 0', 'agent-interruptions': 'm.agent_interruptions > 0' } as const;

/** What a call must have besides what its row says. */
function wishesOf({ text, speaker, atFrom, atUntil, rule, group, term, figure, mined }: CallsQuery): Wish[] {
  const phrase = text === undefined ? undefined : phraseOf(text);
  const turn = (to: Bindings) => [
    ...(phrase === undefined ? [] : [says(phrase, to)]),
    ...(speaker === undefined ? [] : [`t.speaker = ${to.bind(speaker)}`]),
    ...(atFrom === undefined ? [] : [`t.start_s >= ${to.bind(atFrom)}`]),
    ...(atUntil === undefined ? [] : [`t.start_s < ${to.bind(atUntil)}`]),
  ];
  const facts = (condition: (to: Bindings) => string): Wish => ({ check: (to) => `(SELECT true FROM mined_calls m WHERE m.call_id = c.id AND ${condition(to)} LIMIT 1)` });
  const factsBy = (condition: (to: Bindings) => string): Wish => ({ ...facts(condition), all: (to) => `SELECT m.call_id FROM mined_calls m WHERE ${condition(to)}` });
  // One row of a call rules most of them out before their turns are read.
  const has = (to: Bindings, words: string) => (speaker === undefined ? SPEAKERS : [speaker]).map((side) => `s.grams @> ${to.bind(phraseGrams(words, side))}::int[]`).join(' OR ');
  const mayHave = (to: Bindings) => (phrase === undefined ? '' : `(SELECT ${has(to, phrase)} FROM searchable_calls s WHERE s.call_id = c.id) AND `);
  const spoken: Wish[] = turn(new Bindings()).length === 0 ? [] : [{
    check: (to) => `${mayHave(to)}(SELECT true FROM transcript_turns t WHERE t.call_id = c.id AND ${turn(to).join(' AND ')} LIMIT 1)`,
    ...(phrase === undefined ? {} : { all: (to: Bindings) => `SELECT s.call_id FROM searchable_calls s WHERE ${has(to, phrase)}` }),
  }];
  return [
    ...spoken,
    ...(rule === undefined ? [] : [{ check: (to: Bindings) => `(SELECT true FROM broken_rules b WHERE b.call_id = c.id AND b.rule = ${to.bind(rule)} LIMIT 1)`, all: (to: Bindings) => `SELECT b.call_id FROM broken_rules b WHERE b.rule = ${to.bind(rule)}` }]),
    ...(group === undefined ? [] : [factsBy((to) => `m.groups @> ARRAY[${to.bind(group)}::text]`)]),
    ...(term === undefined ? [] : [factsBy((to) => `m.terms @> ARRAY[${to.bind(term)}::text]`)]),
    ...(figure === undefined ? [] : [facts(() => FIGURES[figure])]),
    ...(mined === true ? [facts(() => 'm.seconds > 0')] : []),
  ];
}

function rowConditions(query: CallsQuery, to: Bindings, before?: { readonly startedAt: number; readonly id: string }): string[] {
  const conditions = narrowing(query, to);
  if (query.ids !== undefined) conditions.push(`c.id = ANY(${to.bind(query.ids)})`);
  const last = before ?? (query.cursor === undefined ? undefined : positionOf(query.cursor));
  if (last) conditions.push(`(c.started_at, c.id) < (${to.moment(last.startedAt)}, ${to.bind(last.id)})`);
  return conditions;
}

/** Whether the rows of calls alone tell which are meant. */
export const isPlain = (query: CallsQuery): boolean => wishesOf(query).length === 0;

/** The wanted ones among the newest calls; they come in order, and the database stops with the last that is asked for. */
export function windowStatement(query: CallsQuery, rows: number): Statement {
  const to = new Bindings();
  const inner = `SELECT c.* FROM calls c WHERE ${rowConditions(query, to).join(' AND ')} ${NEWEST_FIRST}`;
  const checks = wishesOf(query).map(({ check }) => check(to));
  if (checks.length === 0) return { text: `${inner} LIMIT ${to.bind(rows)}`, values: to.values };
  return { text: `SELECT c.* FROM (${inner} LIMIT ${to.bind(WINDOW_CALLS)}) c WHERE ${checks.join(' AND ')} ${NEWEST_FIRST} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** The last call of that window; none when there are fewer calls. */
export function windowEnd(query: CallsQuery): Statement {
  const to = new Bindings();
  return { text: `SELECT c.started_at, c.id FROM calls c WHERE ${rowConditions(query, to).join(' AND ')} ${NEWEST_FIRST} OFFSET ${to.bind(WINDOW_CALLS - 1)} LIMIT 1`, values: to.values };
}

/** The wanted ones before a call, candidates found by indexes and then looked at, the newest first. */
export function beyondStatement(query: CallsQuery, before: { readonly startedAt: number; readonly id: string }, rows: number): Statement {
  const to = new Bindings();
  const wishes = wishesOf(query);
  const sets = wishes.flatMap(({ all }) => (all ? [all(to)] : []));
  const names = sets.map((_, n) => `found${n}`);
  const lists = sets.map((set, n) => `found${n} AS MATERIALIZED (${set})`);
  const conditions = [...rowConditions(query, to, before), ...names.map((name) => `c.id IN (SELECT call_id FROM ${name})`)];
  // OFFSET 0: sorted first, then looked at one by one until there are enough.
  const inner = `SELECT c.* FROM calls c WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} OFFSET 0`;
  const checks = wishes.map(({ check }) => check(to)).join(' AND ');
  return { text: `${lists.length > 0 ? `WITH ${lists.join(', ')} ` : ''}SELECT c.* FROM (${inner}) c WHERE ${checks} ${NEWEST_FIRST} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** Turns of the found calls that say it. */
export function excerptStatement(query: CallsQuery, phrase: string, calls: readonly string[]): Statement {
  const to = new Bindings();
  const conditions = [
    `t.call_id = ANY(${to.bind(calls)})`,
    says(phrase, to),
    ...(query.speaker === undefined ? [] : [`t.speaker = ${to.bind(query.speaker)}`]),
    ...(query.atFrom === undefined ? [] : [`t.start_s >= ${to.bind(query.atFrom)}`]),
    ...(query.atUntil === undefined ? [] : [`t.start_s < ${to.bind(query.atUntil)}`]),
  ];
  return { text: `SELECT t.call_id, t.speaker, t.start_s, t.body FROM transcript_turns t WHERE ${conditions.join(' AND ')} ORDER BY t.call_id, t.start_s, t.turn`, values: to.values };
}
