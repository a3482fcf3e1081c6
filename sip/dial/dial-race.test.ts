import { describe, expect, test } from 'vitest';

import type { EndCause } from '../port.ts';
import { type Race, type RaceInput, startRace, stepRace } from './dial-race.ts';

const refusal = (code: number, by: EndCause['by'] = 'remote'): EndCause => ({ code, by, text: '' });

/** What the race does, input by input. */
function run(branches: number, inputs: readonly RaceInput[]): string[][] {
  let race: Race = startRace(branches);
  return inputs.map((input) => {
    const step = stepRace(race, input);
    race = step.race;
    return step.effects.map((e) => [e.do, ...('branch' in e ? [e.branch] : []), ...('cause' in e ? [e.cause.code] : [])].join(' '));
  });
}

describe('phones of one account ringing together', () => {
  test('ringing is told once', () => {
    expect(run(2, [{ is: 'ringing' }, { is: 'ringing' }])).toEqual([['announce-ringing'], []]);
  });
  test('the first to answer wins, the others are cancelled', () => {
    expect(run(3, [{ is: 'answered', branch: 1 }])).toEqual([['take 1', 'cancel 0', 'cancel 2']]);
  });
  test('an answer that crosses the cancel is hung up', () => {
    expect(run(2, [{ is: 'answered', branch: 1 }, { is: 'answered', branch: 0 }])[1]).toEqual(['hang-up 0']);
  });
  test('one refusal does not end it, the last does, and a decision tells more than silence', () => {
    const busy: RaceInput = { is: 'failed', branch: 0, cause: refusal(486) };
    const gone: RaceInput = { is: 'failed', branch: 1, cause: refusal(503, 'vanished') };
    expect(run(2, [busy, gone])).toEqual([[], ['settle 486']]);
    expect(run(2, [gone, busy])).toEqual([[], ['settle 486']]);
  });
  test('a decline everywhere ends it at once', () => {
    expect(run(2, [{ is: 'failed', branch: 0, cause: refusal(603) }])).toEqual([['settle 603', 'cancel 1']]);
  });
  test('no answer in time is 480 after ringing and 408 without', () => {
    expect(run(1, [{ is: 'ringing' }, { is: 'timeout' }])[1]).toEqual(['settle 480', 'cancel 0']);
    expect(run(1, [{ is: 'timeout' }])[0]).toEqual(['settle 408', 'cancel 0']);
  });
  test('given up: cancelled once; what comes later changes nothing but is cleaned up', () => {
    const given: RaceInput = { is: 'given-up', cause: refusal(487, 'local'), elsewhere: false };
    expect(run(2, [given, given, { is: 'failed', branch: 0, cause: refusal(487) }, { is: 'answered', branch: 1 }])).toEqual([
      ['settle 487', 'cancel 0', 'cancel 1'], [], [], ['hang-up 1'],
    ]);
  });
  test('an answer after the time-out is hung up', () => {
    expect(run(1, [{ is: 'timeout' }, { is: 'answered', branch: 0 }])[1]).toEqual(['hang-up 0']);
  });
});
