import { Fault, failed, ok, type Result } from '#core';
import { localInstant } from '../rows/local-days.ts';
import type { PlannedSpan } from './adherence.ts';

/** `agent,day,from,until,activity`, such as `anna,2026-11-23,09:00,12:00,work`. */
const LINE = /^\s*([^,]+?)\s*,\s*(\d{4}-\d\d-\d\d)\s*,\s*(\d\d):(\d\d)\s*,\s*(\d\d):(\d\d)\s*,\s*(work|away)\s*$/;
const MOST_TOLD = 10;

/**
 * A work plan from CSV: a heading, then `agent,day,from,until,activity`; local times, an end before its begin is on the next day.
 * Empty lines and those that begin with # are passed over. Faults: statistics.bad-plan, with the first lines that cannot be read.
 */
export function readPlan(text: string, timeZone: string): Result<readonly PlannedSpan[]> {
  const spans: PlannedSpan[] = [];
  const mistakes: string[] = [];
  for (const [index, line] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line) || /^\s*agent\s*,\s*day\s*,/.test(line)) continue;
    const span = spanOf(line, timeZone);
    if (span) spans.push(span);
    else mistakes.push(`line ${index + 1}: “${line.slice(0, 60)}”`);
  }
  if (mistakes.length === 0) return ok(spans);
  const more = mistakes.length > MOST_TOLD ? ` and ${mistakes.length - MOST_TOLD} more` : '';
  return failed(new Fault('statistics.bad-plan', `The work plan has lines other than agent,day,from,until,work|away such as anna,2026-11-23,09:00,12:00,work: ${mistakes.slice(0, MOST_TOLD).join('; ')}${more}.`));
}

function spanOf(line: string, timeZone: string): PlannedSpan | undefined {
  const [, agent = '', day = '', fromHour = '', fromMinute = '', untilHour = '', untilMinute = '', activity = ''] = LINE.exec(line) ?? [];
  const [from, until] = [Number(fromHour) * 60 + Number(fromMinute), Number(untilHour) * 60 + Number(untilMinute)];
  const isDay = !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (agent === '' || !isDay || from >= 1_440 || until > 1_440 || Number(fromMinute) > 59 || Number(untilMinute) > 59 || from === until) return undefined;
  return {
    agent,
    activity: activity === 'work' ? 'work' : 'away',
    from: localInstant(day, from, timeZone),
    until: localInstant(day, until > from ? until : until + 1_440, timeZone),
  };
}
