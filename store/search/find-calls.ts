import type { CallsQuery } from '#mining';
import { positionOf } from '../timeline/call-page.ts';
import { Bindings, narrowing } from './narrowing.ts';
import { formsOf } from './number-forms.ts';
import { says } from './phrase.ts';
import { type Facet, facetGram, phraseGrams } from './search-grams.ts';

/** Newest calls that are looked at one by one before an index is asked: what is said often fills a page from these. */
export const WINDOW_CALLS = 500;
const SPEAKERS = ['caller', 'agent'] as const;
const NEWEST_FIRST = 'ORDER BY c.started_at DESC, c.id DESC';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What may be asked of calls: by the words in them, by mining, by their reviews. */
export interface WantedCalls extends CallsQuery {
  /** Status of the main review; `none` = nobody has begun one. */
  readonly status?: string;
  /** Only calls whose automatic score is lower. */
  readonly scoreBelow?: number;
  /** A tag that a rule gave. */
  readonly tag?: string;
}

export interface Position {
  readonly startedAt: number;
  readonly id: string;
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
function wishesOf(query: WantedCalls): Wish[] {
  const { rule } = query;
  return [
    ...spokenWish(query),
    ...(rule === undefined ? [] : [{ check: (to: Bindings) => `(SELECT true FROM broken_rules b WHERE b.call_id = c.id AND b.rule = ${to.bind(rule)} LIMIT 1)` }]),
    ...minedWishes(query),
    ...reviewedWishes(query),
  ];
}

function spokenWish(query: WantedCalls): Wish[] {
  const forms = formsOf(query.text ?? '');
  const turn = (to: Bindings) => turnConditions(query, forms, to);
  if (turn(new Bindings()).length === 0) return [];
  // One row of a call rules most of them out before their turns are read.
  const mayHave = (to: Bindings) => (forms.length === 0 ? '' : `(SELECT ${said(query, forms, [], to)} FROM searchable_calls s WHERE s.call_id = c.id) AND `);
  return [{ check: (to) => `${mayHave(to)}(SELECT true FROM transcript_turns t WHERE t.call_id = c.id AND ${turn(to).join(' AND ')} LIMIT 1)` }];
}

const turnConditions = ({ speaker, atFrom, atUntil }: WantedCalls, forms: readonly string[], to: Bindings) => [
  ...(forms.length === 0 ? [] : [says(forms, to)]),
  ...(speaker === undefined ? [] : [`t.speaker = ${to.bind(speaker)}`]),
  ...(atFrom === undefined ? [] : [`t.start_s >= ${to.bind(atFrom)}`]),
  ...(atUntil === undefined ? [] : [`t.start_s < ${to.bind(atUntil)}`]),
];

/** A condition on `searchable_calls s`: has the numbers of a form of the phrase by one of the speakers, and those of the facets. */
function said({ speaker }: WantedCalls, forms: readonly string[], facets: readonly number[], to: Bindings): string {
  const sides = speaker === undefined ? SPEAKERS : [speaker];
  const each = forms.flatMap((form) => sides.map((side) => `s.grams @> ${to.bind([...phraseGrams(form, side), ...facets])}::int[]`));
  return `(${each.join(' OR ')})`;
}

function minedWishes({ group, term, figure, mined }: WantedCalls): Wish[] {
  const facts = (condition: (to: Bindings) => string): Wish => ({ check: (to) => `(SELECT true FROM mined_calls m WHERE m.call_id = c.id AND ${condition(to)} LIMIT 1)` });
  const factsBy = (condition: (to: Bindings) => string): Wish => ({ ...facts(condition), all: (to) => `SELECT m.call_id FROM mined_calls m WHERE ${condition(to)}` });
  return [
    ...(group === undefined ? [] : [factsBy((to) => `m.groups @> ARRAY[${to.bind(group)}::text]`)]),
    ...(term === undefined ? [] : [factsBy((to) => `m.terms @> ARRAY[${to.bind(term)}::text]`)]),
    ...(figure === undefined ? [] : [facts(() => FIGURES[figure])]),
    ...(mined === true ? [facts(() => 'm.seconds > 0')] : []),
  ];
}

function reviewedWishes({ status, scoreBelow, tag }: WantedCalls): Wish[] {
  const reviewed = (to: Bindings) => `r.copy = '' AND r.status = ${to.bind(status)}`;
  const tagged = (to: Bindings) => `g.tag = ${to.bind(tag)}`;
  const scored = (to: Bindings) => `a.score < ${to.bind(scoreBelow)}`;
  return [
    ...(status === 'none' ? [{ check: () => "NOT EXISTS (SELECT 1 FROM reviews r WHERE r.call_id = c.id AND r.copy = '')" }] : []),
    ...(status === undefined || status === 'none' ? [] : [{ check: (to: Bindings) => `(SELECT true FROM reviews r WHERE r.call_id = c.id AND ${reviewed(to)} LIMIT 1)`, all: (to: Bindings) => `SELECT r.call_id FROM reviews r WHERE ${reviewed(to)}` }]),
    ...(tag === undefined ? [] : [{ check: (to: Bindings) => `(SELECT true FROM call_tags g WHERE g.call_id = c.id AND ${tagged(to)} LIMIT 1)`, all: (to: Bindings) => `SELECT g.call_id FROM call_tags g WHERE ${tagged(to)}` }]),
    ...(scoreBelow === undefined ? [] : [{ check: (to: Bindings) => `(SELECT true FROM call_analyses a WHERE a.call_id = c.id AND ${scored(to)} LIMIT 1)`, all: (to: Bindings) => `SELECT a.call_id FROM call_analyses a WHERE ${scored(to)}` }]),
  ];
}

function rowConditions(query: WantedCalls, to: Bindings): string[] {
  const conditions = narrowing(query, to);
  if (query.ids !== undefined) conditions.push(`c.id = ANY(${to.bind(query.ids)})`);
  return conditions;
}

const placeOf = ({ cursor }: WantedCalls) => (cursor === undefined ? undefined : positionOf(cursor));
const beforePlace = (place: Position | undefined, table: string, key: string, to: Bindings) => (place ? [`(${table}.started_at, ${table}.${key}) < (${to.moment(place.startedAt)}, ${to.bind(place.id)})`] : []);

/** Whether the rows of calls alone tell which are meant. */
export const isPlain = (query: WantedCalls): boolean => wishesOf(query).length === 0;

/** The wanted ones among the newest calls; they come in order, and the database stops with the last that is asked for. */
export function windowStatement(query: WantedCalls, rows: number): Statement {
  const to = new Bindings();
  const inner = `SELECT c.* FROM calls c WHERE ${[...rowConditions(query, to), ...beforePlace(placeOf(query), 'c', 'id', to)].join(' AND ')} ${NEWEST_FIRST}`;
  const checks = wishesOf(query).map(({ check }) => check(to));
  if (checks.length === 0) return { text: `${inner} LIMIT ${to.bind(rows)}`, values: to.values };
  return { text: `SELECT c.* FROM (${inner} LIMIT ${to.bind(WINDOW_CALLS)}) c WHERE ${checks.join(' AND ')} ${NEWEST_FIRST} LIMIT ${to.bind(rows)}`, values: to.values };
}

/** The last call of that window; none when there are fewer calls. */
export function windowEnd(query: WantedCalls): Statement {
  const to = new Bindings();
  const where = [...rowConditions(query, to), ...beforePlace(placeOf(query), 'c', 'id', to)].join(' AND ');
  return { text: `SELECT c.started_at, c.id FROM calls c WHERE ${where} ${NEWEST_FIRST} OFFSET ${to.bind(WINDOW_CALLS - 1)} LIMIT 1`, values: to.values };
}

/**
 * The wanted ones before a call, the newest first: candidates by the index of words and facets, else by those of mining and reviews, in
 * order, each then looked at until there are enough.
 */
export function beyondStatement(query: WantedCalls, before: Position, rows: number): Statement {
  const to = new Bindings();
  const wishes = wishesOf(query);
  const sets = wishes.flatMap(({ all }) => (all ? [all(to)] : []));
  const lists = sets.map((set, n) => `found${n} AS MATERIALIZED (${set})`);
  const among = (key: string) => sets.map((_, n) => `${key} IN (SELECT call_id FROM found${n})`);
  const bySaid = candidateGrams(query, to);
  const candidates = bySaid === undefined
    ? `SELECT c.* FROM calls c WHERE ${[...rowConditions(query, to), ...beforePlace(before, 'c', 'id', to), ...among('c.id')].join(' AND ')} ${NEWEST_FIRST} OFFSET 0`
    : `SELECT c.* FROM (SELECT s.started_at, s.call_id FROM searchable_calls s WHERE ${[bySaid, ...period(query, to), ...beforePlace(before, 's', 'call_id', to), ...among('s.call_id')].join(' AND ')} ORDER BY s.started_at DESC, s.call_id DESC OFFSET 0) f
       CROSS JOIN LATERAL (SELECT c.* FROM calls c WHERE c.id = f.call_id AND ${rowConditions(query, to).join(' AND ')} OFFSET 0) c ORDER BY f.started_at DESC, f.call_id DESC OFFSET 0`;
  const checks = wishes.map(({ check }) => check(to)).join(' AND ');
  return { text: `${lists.length > 0 ? `WITH ${lists.join(', ')} ` : ''}SELECT c.* FROM (${candidates}) c WHERE ${checks} LIMIT ${to.bind(rows)}`, values: to.values };
}

const period = ({ from, until }: WantedCalls, to: Bindings) => [...(from === undefined ? [] : [`s.started_at >= ${to.moment(from)}`]), ...(until === undefined ? [] : [`s.started_at < ${to.moment(until)}`])];

/** What the index of words and facets is asked; undefined when neither a phrase nor a rule is looked for. */
function candidateGrams(query: WantedCalls, to: Bindings): string | undefined {
  const forms = formsOf(query.text ?? '');
  const facets = (['rule', 'queue', 'agent', 'language'] satisfies readonly Facet[]).flatMap((facet) => (query[facet] === undefined ? [] : [facetGram(facet, query[facet])]));
  if (forms.length > 0) return said(query, forms, facets, to);
  return query.rule === undefined ? undefined : `s.grams @> ${to.bind(facets)}::int[]`;
}

/** Turns of the found calls that say it. */
export function excerptStatement(query: Pick<WantedCalls, 'speaker' | 'atFrom' | 'atUntil'>, forms: readonly string[], calls: readonly string[]): Statement {
  const to = new Bindings();
  const conditions = [`t.call_id = ANY(${to.bind(calls)})`, ...turnConditions({ limit: 0, ...query }, forms, to)];
  return { text: `SELECT t.call_id, t.speaker, t.start_s, t.body FROM transcript_turns t WHERE ${conditions.join(' AND ')} ORDER BY t.call_id, t.start_s, t.turn`, values: to.values };
}
