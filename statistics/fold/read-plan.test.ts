import { expect, test } from 'vitest';
import { readPlan } from './read-plan.ts';

const iso = (text: string, zone = 'Asia/Shanghai') => {
  const plan = readPlan(text, zone);
  if (!plan.ok) throw plan.fault;
  return plan.value.map(({ agent, activity, from, until }) => `${agent} ${activity} ${new Date(from).toISOString()} ${new Date(until).toISOString()}`);
};

test('local times, a night shift, a heading, comments and the mark of a spreadsheet', () => {
  expect(iso('\uFEFFagent,day,from,until,activity\r\n# Monday\r\nanna,2026-11-23,09:00,12:00,work\r\nanna, 2026-11-23, 12:00, 13:00, away\r\n\r\nben,2026-11-23,22:00,06:00,work\r\n')).toEqual([
    'anna work 2026-11-23T01:00:00.000Z 2026-11-23T04:00:00.000Z',
    'anna away 2026-11-23T04:00:00.000Z 2026-11-23T05:00:00.000Z',
    'ben work 2026-11-23T14:00:00.000Z 2026-11-23T22:00:00.000Z',
  ]);
});

test('days on which clocks are changed, and zones far from Greenwich', () => {
  expect(iso('a,2026-03-29,01:00,09:00,work', 'Europe/Berlin')).toEqual(['a work 2026-03-29T00:00:00.000Z 2026-03-29T07:00:00.000Z']);
  expect(iso('a,2026-10-25,01:00,09:00,work', 'Europe/Berlin')).toEqual(['a work 2026-10-24T23:00:00.000Z 2026-10-25T08:00:00.000Z']);
  expect(iso('a,2026-11-23,00:00,24:00,work', 'Pacific/Kiritimati')).toEqual(['a work 2026-11-22T10:00:00.000Z 2026-11-23T10:00:00.000Z']);
  expect(iso('a,2026-11-23,00:00,24:00,work', 'Pacific/Pago_Pago')).toEqual(['a work 2026-11-23T11:00:00.000Z 2026-11-24T11:00:00.000Z']);
});

test.each(['anna,2026-11-23,09:00,12:00', 'anna,2026-02-30,09:00,12:00,work', 'anna,2026-11-23,9:00,12:00,work', 'anna,2026-11-23,09:00,24:30,work', 'anna,2026-11-23,09:00,09:00,work', ',2026-11-23,09:00,12:00,work', 'anna,2026-11-23,09:00,12:00,lunch'])(
  'a line such as “%s” is told with its number',
  (line) => {
    const plan = readPlan(`agent,day,from,until,activity\n${line}`, 'UTC');
    expect(plan.ok ? 'read' : `${plan.fault.code} ${plan.fault.message.includes(`line 2: “${line}”`)}`).toBe('statistics.bad-plan true');
  },
);
