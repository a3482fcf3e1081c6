import type { Language, Millis } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import type { FlowUtterance } from '../model.ts';
import { FlowWalk, type WalkEvent } from './flow-walk.ts';
import type { FlowTestCase, FlowTestFile, TestStep } from './test-schema.ts';
import { utteranceText } from './walk-text.ts';
import { kindOf, probableLength, scriptedWorld } from './world.ts';

/** One expectation that was not met. */
export type Difference =
  | { readonly what: 'path' | 'hears' | 'notes' | 'asks'; readonly expected: readonly string[]; readonly was: readonly string[] }
  | { readonly what: 'end' | 'language' | 'within' | 'step'; readonly expected: string; readonly was: string };

export interface CaseResult {
  readonly name: string;
  /** Empty = as expected. */
  readonly differences: readonly Difference[];
  /** All that happened. */
  readonly events: readonly WalkEvent[];
}

/** Leads one call of a test file through its flow and judges it. */
export function runCase(flow: Flow, file: Pick<FlowTestFile, 'world' | 'queues'>, test: FlowTestCase, lasts: (utterance: FlowUtterance, language: Language) => Millis = probableLength): CaseResult {
  const { caller, number, at, customer } = test;
  const walk = new FlowWalk(flow, {
    facts: { caller, number, wallClock: Date.parse(at), ...(customer ? { customer: withoutUndefined(customer) } : {}) },
    lasts,
    world: scriptedWorld([test.world, file.world], { ...file.queues, ...test.queues }),
  });
  walk.start();
  const stuck = test.does.flatMap((step) => doStep(walk, step));
  walk.settle();
  return { name: test.name, differences: [...stuck, ...judge(walk, test.expect)], events: walk.events };
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function doStep(walk: FlowWalk, step: TestStep): Difference[] {
  if (typeof step !== 'string') {
    if ('say' in step) walk.say(step.say, step.sure);
    else if ('wait' in step) walk.wait(step.wait * 1000);
    else if (!walk.answer(step.answer, step.data)) return [{ what: 'step', expected: `a question to answer with “${step.answer}”`, was: `none at ${walk.node}` }];
    return [];
  }
  if (step === 'heard') walk.hear();
  else if (step === 'silent') walk.beSilent();
  else if (step === 'hang-up') walk.hangUp();
  else walk.press(step);
  return [];
}

function judge(walk: FlowWalk, expected: FlowTestCase['expect']): Difference[] {
  const { events } = walk;
  const lists = {
    path: events.flatMap((event) => (event.kind === 'node' ? event.node : [])),
    hears: events.flatMap((event) => (event.kind === 'hears' ? event.utterances.map(utteranceText) : [])),
    notes: events.flatMap((event) => (event.kind === 'note' ? event.note : [])),
    asks: events.flatMap((event) => (event.kind === 'asks' ? kindOf(event.asked) : [])),
  };
  const differences: Difference[] = (['path', 'hears', 'notes', 'asks'] as const).flatMap((what) => {
    const wanted = expected[what];
    return wanted === undefined || fits(wanted, lists[what]) ? [] : [{ what, expected: wanted, was: lists[what] }];
  });
  const single = (what: 'end' | 'language' | 'within', wanted: string | undefined, was: string, good = wanted === was) => {
    if (wanted !== undefined && !good) differences.push({ what, expected: wanted, was });
  };
  single('end', expected.end && wantedEnd(expected.end), endOf(walk, expected.end));
  single('language', expected.language, walk.language);
  const took = (events.at(-1)?.at ?? 0) / 1000;
  single('within', expected.within === undefined ? undefined : `${expected.within} s`, `${took} s`, took <= (expected.within ?? 0));
  return differences;
}

/** Stands for any number of entries. */
export const ANY = '...';

/** Do the entries fit, `...` standing for any number of them? */
export function fits(wanted: readonly string[], was: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return was.length === 0;
  if (first === ANY) return was.some((_, i) => fits(rest, was.slice(i))) || fits(rest, []);
  return was.length > 0 && same(first, was[0] ?? '') && fits(rest, was.slice(1));
}

/** A spoken text may be given in part. */
export const same = (wanted: string, was: string): boolean => wanted === was || (was.startsWith('“') && was.includes(wanted));

type WantedEnd = NonNullable<FlowTestCase['expect']['end']>;

function wantedEnd(end: WantedEnd): string {
  if (typeof end === 'string') return end;
  if ('hangup' in end) return `hang-up ${end.hangup}`;
  return queueText(end.queue, end.skills && Object.entries(end.skills), end.priority);
}

/** The end in the words of the expectation: skills and priority only where they are expected. */
function endOf(walk: FlowWalk, wanted: WantedEnd | undefined): string {
  const asked = walk.waitsFor.asked;
  const end = walk.end ?? (asked && 'type' in asked ? asked : undefined);
  if (!end) return 'open';
  if (end.type === 'caller-hung-up') return 'caller';
  if (end.type === 'hang-up') return `hang-up ${end.cause}`;
  if (wanted === 'open') return walk.end ? `queue ${end.queue}` : 'open';
  const { skills, priority } = typeof wanted === 'object' && 'queue' in wanted ? wanted : { skills: undefined, priority: undefined };
  const levels = end.skills.map(({ skill, level }): [string, number] => [skill, level]);
  return queueText(end.queue, skills && levels, priority === undefined ? undefined : end.priority);
}

function queueText(queue: string, skills: readonly (readonly [string, number])[] | undefined, priority: number | undefined): string {
  const levels = skills?.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([skill, level]) => `${skill}≥${level}`);
  return ['queue', queue, ...(levels ?? []), ...(priority === undefined ? [] : [`priority ${priority}`])].join(' ');
}
