import { describe, expect, it } from 'vitest';
import { HeardCall } from './heard-call.ts';

const RULE = 'id: dead-air, when: {deadAir: 10}';

describe('dead air', () => {
  it('is told once per gap, when both have been silent for that long', () => {
    const call = new HeardCall([RULE]);
    call.voice('agent', true, 1);
    call.voice('caller', true, 3);
    call.voice('agent', false, 4);
    call.voice('caller', false, 5);
    expect(call.tick(14.9)).toEqual([]);
    expect(call.tick(15.1)).toEqual(['violation dead-air both 15.00']);
    expect(call.tick(40)).toEqual([]);
    call.voice('agent', true, 41);
    call.voice('agent', false, 42);
    expect(call.tick(52)).toEqual(['violation dead-air both 52.00']);
    expect(call.alerts[1]).toMatchObject({ message: 'Nobody has spoken for 10 s', evidence: { words: [], from: 42, to: 52 } });
  });

  it('counts from the answer when nobody begins', () => {
    expect(new HeardCall([RULE]).tick(10)).toEqual(['violation dead-air both 10.00']);
  });

  it('is judged on audio time, whatever order the channels come in', () => {
    const call = new HeardCall([RULE]);
    call.voice('agent', true, 1);
    call.voice('agent', false, 2);
    call.voice('agent', true, 13);
    call.voice('caller', true, 6);
    call.voice('caller', false, 7);
    expect(call.tick(20)).toEqual([]);
  });

  it('is found between two voices though it is over when the tick comes', () => {
    const call = new HeardCall([RULE]);
    call.voice('agent', true, 1);
    call.voice('agent', false, 2);
    call.voice('agent', true, 12.5);
    expect(call.tick(13)).toEqual(['violation dead-air both 12.00']);
  });

  it('does not count hold and music, and begins anew after them', () => {
    const call = new HeardCall([RULE]);
    call.voice('agent', true, 1);
    call.voice('agent', false, 2);
    call.hear({ type: 'hold', on: true, at: 8 });
    expect(call.tick(60)).toEqual([]);
    call.hear({ type: 'hold', on: false, at: 60 });
    expect(call.tick(69)).toEqual([]);
    expect(call.tick(70)).toEqual(['violation dead-air both 70.00']);
  });

  it('is ended by words the voice detector missed', () => {
    const call = new HeardCall([RULE]);
    call.say('agent', 0, 'yes', 6);
    expect(call.tick(15.9)).toEqual([]);
    expect(call.tick(16)).toEqual(['violation dead-air both 16.00']);
  });

  it('is judged up to the hang-up', () => {
    const call = new HeardCall([RULE, 'id: longer, when: {deadAir: 12}']);
    expect(call.hangUp(11)).toEqual(['violation dead-air both 10.00']);
    expect(call.verdict('longer')).toBe('met');
  });
});
