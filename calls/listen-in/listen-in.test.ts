import { describe, expect, test } from 'vitest';
import { type Speaker, Scope } from '#core';
import { SALES, StoryHouse } from '#test/simulators/house/index';
import { Mixer } from './mixer.ts';

const frame = (at: number, ...samples: number[]) => ({ at, pcm: Int16Array.from(samples) });

describe('the mixer', () => {
  test('adds what both said at the same time, as soon as it has both', () => {
    const mixer = new Mixer();
    expect(mixer.push('caller', frame(10, 1, 2, 3, 4))).toBeUndefined();
    expect(mixer.push('agent', frame(10, 10, 20))).toEqual(Int16Array.of(11, 22));
    expect(mixer.push('agent', frame(12, 30, 40, 50))).toEqual(Int16Array.of(33, 44));
    expect(mixer.push('caller', frame(14, 5))).toEqual(Int16Array.of(55));
  });
  test('does not wrap around when both are loud', () => {
    const mixer = new Mixer();
    mixer.push('caller', frame(0, 30_000, -30_000));
    expect(mixer.push('agent', frame(0, 30_000, -30_000))).toEqual(Int16Array.of(32_767, -32_768));
  });
  test('goes on with one side when the other stalls for half a second', () => {
    const mixer = new Mixer();
    const loud = { at: 0, pcm: new Int16Array(5_000).fill(7) };
    expect(mixer.push('caller', loud)).toHaveLength(1_000);
    expect(mixer.push('agent', frame(0, 1, 1))).toBeUndefined();
  });
});

describe('a supervisor', () => {
  test('hears both, is named on the timeline, and hears nothing after leaving', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    const [audio] = house.media.audios;
    const heard: number[][] = [];
    const scope = new Scope();
    const listened = house.rooms.listening.listen(call?.id ?? '', (pcm) => heard.push([...pcm]), scope, 'sue');
    expect([listened.ok, audio?.tapped.size]).toEqual([true, 1]);
    const both = (at: number) => (['caller', 'agent'] as Speaker[]).forEach((speaker) => audio?.frames.emit({ speaker, frame: frame(at, 1, 2) }));
    both(0);
    scope.end();
    both(2);
    expect([heard, audio?.tapped.size]).toEqual([[[2, 4]], 0]);
    expect(house.story.slice(-2)).toEqual(['listener.joined', 'listener.left']);
    expect(house.told('listener.left')).toEqual({ person: 'sue' });
  });

  test('is told when there is nothing to hear', async () => {
    const house = new StoryHouse();
    await house.call(SALES);
    const [call] = house.flow.open;
    const code = (id: string) => {
      const done = house.rooms.listening.listen(id, () => {}, new Scope());
      return done.ok ? 'ok' : done.fault.code;
    };
    expect([code(call?.id ?? ''), code('gone')]).toEqual(['calls.no-audio-yet', 'calls.not-in-progress']);
  });
});
