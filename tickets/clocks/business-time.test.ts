import { seededRandom } from '#core';
import { describe, expect, it } from 'vitest';
import { BusinessTime, type BusinessHours, type OpenSpan, addOpen } from './business-time.ts';

const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);
const span = (text: string): OpenSpan => {
  const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { from, to: to > from ? to : to + 1440 };
};
const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const OFFICE: BusinessHours = { timeZone: 'Asia/Shanghai', spansOf: (date) => (date === '2026-10-01' || isWeekend(date) ? [] : [span('09:00-12:00'), span('13:00-18:00')]) };

describe('office hours in Shanghai', () => {
  const time = new BusinessTime(OFFICE);
  it.each([
    ['within the morning', '2026-03-02T09:30:00+08:00', 60, '2026-03-02T10:30:00+08:00'],
    ['over lunch', '2026-03-02T11:30:00+08:00', 60, '2026-03-02T13:30:00+08:00'],
    ['ends when the day ends', '2026-03-02T17:00:00+08:00', 60, '2026-03-02T18:00:00+08:00'],
    ['over night', '2026-03-02T17:30:00+08:00', 60, '2026-03-03T09:30:00+08:00'],
    ['over the weekend', '2026-03-06T17:59:00+08:00', 2, '2026-03-09T09:01:00+08:00'],
    ['begins before opening', '2026-03-02T03:00:00+08:00', 15, '2026-03-02T09:15:00+08:00'],
    ['over a holiday', '2026-09-30T17:00:00+08:00', 120, '2026-10-02T10:00:00+08:00'],
    ['three days', '2026-03-02T09:00:00+08:00', 3 * 480, '2026-03-04T18:00:00+08:00'],
  ])('%s', (_name, from, minutes, due) => expect(new Date(time.add(at(from), minutes * MINUTE) ?? 0).toISOString()).toBe(new Date(due).toISOString()));

  it('counts between two instants what is open', () => {
    expect(time.between(at('2026-03-06T17:00:00+08:00'), at('2026-03-09T10:00:00+08:00'))).toBe(120 * MINUTE);
    expect(time.between(at('2026-03-07T00:00:00+08:00'), at('2026-03-08T23:00:00+08:00'))).toBe(0);
  });

  it('a place that never opens has no due time', () => {
    expect(new BusinessTime({ timeZone: 'UTC', spansOf: () => [] }).add(0, 1)).toBeUndefined();
    expect(addOpen(undefined, 5, 10)).toBe(15);
    expect(time.add(at('2026-03-07T00:00:00+08:00'), 0)).toBe(at('2026-03-07T00:00:00+08:00'));
  });
});

describe('summer time in Berlin', () => {
  const nights = new BusinessTime({ timeZone: 'Europe/Berlin', spansOf: () => [span('01:00-04:00')] });
  it('an hour that is skipped does not count, one that is repeated counts twice', () => {
    expect(nights.between(at('2026-03-28T22:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(120 * MINUTE);
    expect(nights.between(at('2026-10-24T21:00:00Z'), at('2026-10-25T21:00:00Z'))).toBe(240 * MINUTE);
    expect(nights.between(at('2026-06-01T21:00:00Z'), at('2026-06-02T21:00:00Z'))).toBe(180 * MINUTE);
  });
});

/** What a clock on the wall shows. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function local(timeZone: string, instant: number): { date: string; minute: number } {
  const format = formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formatters.set(timeZone, format);
  const [date = '', clock = ''] = format.format(instant).split(' ');
  return { date, minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) };
}
const before = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Open in this minute? Slowly, and in another way. */
function openAt({ timeZone, spansOf }: BusinessHours, instant: number): boolean {
  const { date, minute } = local(timeZone, instant);
  const covers = (spans: readonly OpenSpan[], m: number) => spans.some(({ from, to }) => from <= m && m < to);
  return covers(spansOf(date), minute) || covers(spansOf(before(date)), minute + 1440);
}

/** Days on which clocks change, or half an hour's or three quarters' offset. */
const PLACES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland', 'UTC'];
const CHANGES = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-09-27', '2026-06-10', '2026-12-31', '2028-02-29'];

describe('any hours anywhere', () => {
  it.each(Array.from({ length: 40 }, (_, n) => n))('are as counting minute by minute has them (%i)', (n) => {
    const random = seededRandom(n + 1);
    const pick = <T>(list: readonly T[], fallback: T): T => list[random.int(list.length)] ?? fallback;
    const spans = () => Array.from({ length: random.int(3) }, (): OpenSpan => {
      const from = random.int(1440);
      return { from, to: from + 1 + random.int(720) };
    });
    const week = Array.from({ length: 7 }, spans);
    const hours: BusinessHours = { timeZone: pick(PLACES, 'UTC'), spansOf: (date) => week[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? [] };
    const time = new BusinessTime(hours);
    const from = Date.parse(`${pick(CHANGES, '2026-06-10')}T00:00:00Z`) - 86_400_000 + random.int(1440) * MINUTE;
    const minutes = 2 * 1440 + random.int(1440);
    let counted = 0;
    const wanted = 1 + random.int(900);
    let due: number | undefined;
    for (let minute = 0; minute < minutes; minute += 1) {
      if (openAt(hours, from + minute * MINUTE)) counted += 1;
      if (counted === wanted && due === undefined) due = from + (minute + 1) * MINUTE;
    }
    expect(time.between(from, from + minutes * MINUTE)).toBe(counted * MINUTE);
    if (due !== undefined) expect(time.add(from, wanted * MINUTE)).toBe(due);
  });
});
