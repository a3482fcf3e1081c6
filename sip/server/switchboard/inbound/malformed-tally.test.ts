import { expect, test } from 'vitest';
import { jsonLog, ManualClock } from '#core';
import { MalformedTally } from './malformed-tally.ts';

test('the first malformed message is told at once, the next ones as a number a minute later', () => {
  const clock = new ManualClock();
  const lines: string[] = [];
  const tally = new MalformedTally(clock, jsonLog({ clock, level: 'info', write: (line) => void lines.push(line) }));
  for (let n = 0; n < 100; n++) tally.note('no CSeq');
  expect(lines.map((line) => (JSON.parse(line) as { messages: number }).messages)).toEqual([1]);
  clock.advance(60_000);
  tally.note('bad Via');
  expect(lines.map((line) => (JSON.parse(line) as { messages: number; last: string }))).toMatchObject([
    { messages: 1, last: 'no CSeq' }, { messages: 100, last: 'bad Via' },
  ]);
});
