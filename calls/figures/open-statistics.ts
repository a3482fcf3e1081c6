import type { AskedStatistics, CountedEntry, StatisticsPort } from '#api';
import type { AgentStatisticsRow, QueueStatisticsRow } from '#contract';
import { type EpochMillis, type Millis, sleep } from '#core';
import {
  addRows, adherence, agentFigures, type AgentRow, type AgentSpan, agentSpans, type AgentStep, behind, type Counted, COUNTED_STEPS, days, EMPTY_AGENT_ROW, EMPTY_QUEUE_ROW, everyMs,
  foldCall, type Intervals, type PlannedSpan, queueFigures, type QueueRow, startOfDay, Tables,
} from '#statistics';
import type { TimelineEvent } from '#store';
import { USUAL_TARGET } from '../floor/floor-rows.ts';
import type { House } from '../house.ts';
import { staffing } from './staffing.ts';

const QUARTER_MS: Millis = 900_000;
/** Calls read at once. */
const PAGE = 500;
/** A call that came so long before may begin to wait, or talk, within. */
const LONGEST_CALL_MS: Millis = 21_600_000;
/** Hanging up so soon is dialling by mistake. */
const SHORT_MS: Millis = 5_000;
/** What happened a moment ago is on its way to the database; one that is away is not waited for. */
const FRESH_WITHIN_MS: Millis = 1_000;

type Asked = Pick<AskedStatistics, 'from' | 'until' | 'interval'>;

/** Figures of past and present intervals, made anew of the timeline at each question. Rejects when the database is away. */
export function openStatistics(house: House): StatisticsPort {
  const targetMs = (queue: string) => (house.settings.queues.get(queue)?.serviceLevel ?? USUAL_TARGET).seconds * 1_000;
  const limits = (queue: string) => ({ targetMs: targetMs(queue), shortMs: SHORT_MS });
  const tables = async (asked: Asked) => {
    await written(house);
    const now = house.clock.wall();
    const spans = await readSpans(house, asked, now);
    const made = new Tables({ ...asked, intervals: intervalsOf(asked.interval, house), limits }, spans);
    for await (const [, facts] of readFacts(house, asked, now)) made.add(facts);
    return { made, spans, now };
  };
  return {
    async queues(asked) {
      const { made } = await tables(asked);
      const all = new Set([...house.settings.queues.keys(), ...made.queues.keys()]);
      const wanted = asked.only ? [...all].filter((queue) => asked.only?.(queue)) : [...all];
      return {
        queues: wanted.map((queue) => {
          const rows = sorted(made.queues.get(queue));
          const total = rows.map(([, row]) => row).reduce(addRows, EMPTY_QUEUE_ROW);
          const name = house.settings.queues.get(queue)?.name ?? queue;
          return { queue, name, targetSeconds: targetMs(queue) / 1_000, rows: rows.map(([begin, row]) => queueRow(begin, row)), total: queueRow(asked.from, total) };
        }),
      };
    },
    async agents(asked) {
      const { made, spans, now } = await tables(asked);
      const plan = (await house.plan?.(asked.from, asked.until)) ?? [];
      const all = new Set([...house.settings.agents.keys(), ...made.agents.keys()]);
      const wanted = asked.only ? [...all].filter((agent) => asked.only?.(agent)) : [...all];
      return {
        agents: wanted.map((agent) => ({
          agent,
          name: house.settings.agents.get(agent)?.name ?? agent,
          rows: sorted(made.agents.get(agent)).map(([begin, row]) => agentRow(begin, row)),
          ...kept(agent, plan, spans, now),
        })),
      };
    },
    async calls({ as: figure, ...asked }) {
      await written(house);
      const found: Counted[] = [];
      for await (const [call, facts] of readFacts(house, asked, house.clock.wall())) found.push(...behind(call, facts, { ...asked, figure, limits }));
      return found.sort((a, b) => b.at - a.at).map(entryOf);
    },
    staff: staffing,
  };
}

const written = (house: House) => Promise.race([Promise.all([house.store.flush(), house.agents?.flush()]), sleep(house.clock, FRESH_WITHIN_MS)]);

function entryOf({ waitMs, talkMs, holdMs, ...told }: Counted): CountedEntry {
  return { ...told, ...rounded({ waitSeconds: inSeconds(waitMs), talkSeconds: inSeconds(talkMs), holdSeconds: inSeconds(holdMs) }) };
}

const inSeconds = (ms: Millis | undefined) => (ms === undefined ? undefined : ms / 1_000);

function intervalsOf(interval: Asked['interval'], { settings }: House): Intervals {
  return interval === 'quarter' ? everyMs(QUARTER_MS) : days((at) => startOfDay(at, settings.timeZone ?? 'UTC'));
}

async function readSpans({ agents }: House, { from, until }: Asked, now: EpochMillis): Promise<readonly AgentSpan[]> {
  const steps = (await agents?.since(from, until)) ?? [];
  const named: readonly AgentStep[] = steps.map(({ agent, at, state, data }) => ({ agent, at, state, ...(typeof data['reason'] === 'string' ? { reason: data['reason'] } : {}) }));
  return agentSpans(named, from, Math.min(until, now));
}

async function* readFacts({ store }: House, { from, until }: Pick<Asked, 'from' | 'until'>, now: EpochMillis) {
  let cursor: string | undefined;
  do {
    const { calls, next } = await store.calls({ limit: PAGE, from: from - LONGEST_CALL_MS, until, ...(cursor === undefined ? {} : { cursor }) });
    const byCall = new Map<string, TimelineEvent[]>(calls.map(({ id }) => [id, []]));
    for (const step of await store.steps(calls.map(({ id }) => id), COUNTED_STEPS)) byCall.get(step.callId)?.push(step);
    for (const [call, steps] of byCall) yield [call, foldCall(call, steps, now)] as const;
    cursor = next;
  } while (cursor !== undefined);
}

const sorted = <T>(rows: ReadonlyMap<EpochMillis, T> | undefined) => [...(rows ?? [])].sort(([a], [b]) => a - b);
const seconds = (ms: Millis) => Math.round(ms / 100) / 10;

/** Seconds with one decimal, shares with four; what is undefined is left out. */
function rounded<T extends object>(figures: T): { [K in keyof T]?: number } {
  const round = (key: string, value: number) => (key.endsWith('Seconds') ? Math.round(value * 10) / 10 : Math.round(value * 10_000) / 10_000);
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined).map(([key, value]) => [key, round(key, value as number)])) as { [K in keyof T]?: number };
}

function queueRow(begin: EpochMillis, row: QueueRow): QueueStatisticsRow {
  const { waitAnsweredMs: _a, waitAbandonedMs: _b, longestWaitMs, talkMs: _t, holdMs: _h, wrapUpMs: _w, ...counts } = row;
  return { begin, ...counts, longestWaitSeconds: seconds(longestWaitMs), ...rounded(queueFigures(row)) };
}

function agentRow(begin: EpochMillis, row: AgentRow = EMPTY_AGENT_ROW): AgentStatisticsRow {
  const { talks, transferred, missed, answeredElsewhere } = row;
  return {
    begin,
    signedInSeconds: seconds(row.signedInMs),
    readySeconds: seconds(row.readyMs),
    offeredSeconds: seconds(row.offeredMs),
    busySeconds: seconds(row.busyMs),
    wrapUpSeconds: seconds(row.wrapUpMs),
    notReadySeconds: seconds(row.notReadyMs),
    reasons: Object.fromEntries(Object.entries(row.reasons).map(([reason, ms]) => [reason, seconds(ms)])),
    talks,
    transferred,
    missed,
    answeredElsewhere,
    ...rounded(agentFigures(row)),
  };
}

function kept(agent: string, plan: readonly PlannedSpan[], spans: readonly AgentSpan[], now: EpochMillis): { adherence?: number; conformance?: number } {
  const own = plan.filter((span) => span.agent === agent);
  if (own.length === 0) return {};
  const { plannedMs, keptMs, workPlannedMs, workedMs } = adherence(own, spans.filter((span) => span.agent === agent), now);
  return rounded({ adherence: plannedMs > 0 ? keptMs / plannedMs : undefined, conformance: workPlannedMs > 0 ? workedMs / workPlannedMs : undefined });
}
