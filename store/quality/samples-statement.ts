import { epochOf, summaryOf } from '../timeline/rows.ts';
import type { Row } from '../sql/sql.ts';
import type { SampleQuery, StoredSample } from './port.ts';

/** Drawn calls: of a quota the ones with the lowest lots, whatever the order in which calls ended; reviews once begun keep their place. */
export function samplesStatement({ limit, plan, reviewer, agents, state }: SampleQuery): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['(s.quota IS NULL OR s.place <= s.quota)'];
  if (plan !== undefined) where.push(`s.plan = ${bind(plan)}`);
  if (reviewer !== undefined) where.push(`coalesce(s.taken_by, s.reviewer, ${bind(reviewer)}) = ${bind(reviewer)}`);
  if (agents !== undefined) where.push(`s.agent = ANY(${bind(agents)})`);
  if (state === 'open') where.push('s.status IS NULL');
  if (state === 'begun') where.push("s.status = 'draft'");
  if (state === 'done') where.push("s.status <> 'draft'");
  const text = `SELECT c.*, s.plan, s.agent AS drawn_agent, s.period, s.lot, s.quota, s.reason, coalesce(s.taken_by, s.reviewer) AS reviewer, s.at, s.place, s.status, s.score, a.score AS automatic
    FROM (SELECT d.*, r.status, r.score, row_number() OVER (PARTITION BY d.plan, d.agent, d.period ORDER BY (r.call_id IS NULL), d.lot, d.call_id) AS place
          FROM samples d LEFT JOIN reviews r ON r.call_id = d.call_id AND r.copy = '') s
    JOIN calls c ON c.id = s.call_id LEFT JOIN call_analyses a ON a.call_id = s.call_id
    WHERE ${where.join(' AND ')} ORDER BY s.at DESC, s.call_id, s.plan LIMIT ${bind(limit)}`;
  return { text, values };
}

export function sampleOf(row: Row): StoredSample {
  const { plan, drawn_agent: agent, period, lot, quota, reason, reviewer, at, place, status, score, automatic } = row;
  const summary = summaryOf(row);
  return {
    summary, reason,
    callId: summary.id, plan: String(plan), agent: String(agent), period: String(period), lot: Number(lot), at: epochOf(at), place: Number(place),
    ...(typeof quota === 'number' ? { quota } : {}),
    ...(typeof reviewer === 'string' ? { reviewer } : {}),
    ...(typeof status === 'string' ? { status } : {}),
    ...(typeof score === 'number' ? { score } : {}),
    ...(typeof automatic === 'number' ? { automatic } : {}),
  };
}
