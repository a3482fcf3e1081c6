import type { CallSummary, TimelineEvent } from '../port.ts';
import type { Row } from '../sql/sql.ts';

/** PostgreSQL cannot keep U+0000 in text, nor half a surrogate pair. */
const clean = (value: string) => value.replaceAll('\u0000', '\uFFFD').toWellFormed();
const cleaned = (_key: string, value: unknown) => (typeof value === 'string' ? clean(value) : value);
const iso = (at: number) => new Date(Math.round(at)).toISOString();

/** How JSON writes what `clean` takes away: U+0000 and halves of surrogate pairs. */
const UNCLEAN = /\\u(?:0000|d[89a-f])/;

/** Events as a JSON array of rows, moments in epoch ms (a date in words costs three times as much); data that is no JSON (a cycle, a BigInt) is kept as a note that it was lost. */
export function eventRows(events: readonly TimelineEvent[]): string {
  return `[${events.map(eventRow).join(',')}]`;
}

function eventRow({ callId, seq, at, type, audioAt, data }: TimelineEvent): string {
  const row = JSON.stringify({ call_id: clean(callId), seq, at: Math.round(at), type: clean(type), audio_at: audioAt ?? null });
  return `${row.slice(0, -1)},"data":${dataOf(data)}}`;
}

function dataOf(data: unknown): string {
  try {
    const text = JSON.stringify(data) ?? '{}';
    return UNCLEAN.test(text) ? (JSON.stringify(data, cleaned) ?? '{}') : text;
  } catch {
    // The timeline must not lose the step itself.
    return '{"unwritable":true}';
  }
}

export function eventOf(row: Row): TimelineEvent {
  const audioAt = row.audio_at;
  return {
    callId: String(row.call_id),
    seq: Number(row.seq),
    at: epochOf(row.at),
    type: String(row.type),
    ...(typeof audioAt === 'number' ? { audioAt } : {}),
    data: row.data as TimelineEvent['data'],
  };
}

export function summaryRow(summary: CallSummary, lastSeq: number): Record<string, unknown> {
  return {
    id: clean(summary.id),
    last_seq: lastSeq,
    started_at: iso(summary.startedAt),
    ended_at: summary.endedAt === undefined ? null : iso(summary.endedAt),
    caller: clean(summary.from),
    dialled: clean(summary.to),
    language: summary.language ?? null,
    queue: summary.queue ?? null,
    agent: summary.agent ?? null,
    outcome: summary.outcome,
    wait_seconds: summary.waitSeconds ?? null,
    talk_seconds: summary.talkSeconds ?? null,
    alerts: summary.alerts,
    recording: summary.recording,
  };
}

export function summaryOf(row: Row): CallSummary {
  const optional = {
    endedAt: row.ended_at === null ? null : epochOf(row.ended_at),
    language: row.language,
    queue: row.queue,
    agent: row.agent,
    waitSeconds: row.wait_seconds,
    talkSeconds: row.talk_seconds,
  };
  return {
    id: String(row.id),
    startedAt: epochOf(row.started_at),
    from: String(row.caller),
    to: String(row.dialled),
    outcome: String(row.outcome),
    alerts: Number(row.alerts),
    recording: row.recording === true,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== undefined)),
  };
}

export const epochOf = (value: unknown) => (value instanceof Date ? value.getTime() : new Date(String(value)).getTime());
