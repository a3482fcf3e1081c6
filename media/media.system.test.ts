import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep, systemClock } from '#core';
import type { Law } from './g711/g711.ts';
import { TestPhone } from './testing/test-phone.ts';
import { type TestRoom, startTestRoom } from './testing/test-room.ts';
import { until } from './testing/until.ts';
import { tone, toneShare } from './wav/tone.ts';

const wait = (ms: number) => sleep(systemClock, ms);

/** Resolves when the last 200 ms are this tone. */
const hears = (end: { audio(): Int16Array }, hertz: number) => until(`a tone of ${hertz} Hz`, () => toneShare(end.audio().slice(-1_600), hertz) > 0.95);
/** So many more packets than at the beginning have come. */
const more = (end: { heard: readonly unknown[] }, from: number, count: number) => until(`${count} packets`, () => end.heard.length - from >= count);

let room: TestRoom;
let phones: TestPhone[] = [];
const phone = async (law: Law = 'ulaw', eventPayload = 101) => {
  const opened = await TestPhone.open(law, eventPayload);
  phones.push(opened);
  return opened;
};

beforeEach(async () => {
  room = await startTestRoom({ sounds: { hello: tone(500, 300), again: tone(500, 110), music: tone(700, 1000) } });
});
afterEach(async () => {
  await Promise.all(phones.map((p) => p.close()));
  phones = [];
  await room.close();
});

/** Differences between neighbours, each once. */
const steps = (values: number[], modulus: number) => [
  ...new Set(values.slice(1).map((value, i) => (value - (values[i] as number) + modulus) % modulus)),
];

describe('a phone', () => {
  it('hears prompts, music and prompts again as one stream without a gap', async () => {
    const caller = await phone('alaw');
    const leg = await room.call(caller);
    expect(await leg.play([{ name: 'hello', language: 'en' }, { name: 'again', language: 'en' }])).toBe('finished');
    const prompt = caller.audio().subarray(0, 3280);
    expect(toneShare(prompt, 500)).toBeGreaterThan(0.98);
    leg.music('music');
    await hears(caller, 700);
    const before = caller.heard.length;
    await more(caller, before, 15);
    expect(toneShare(caller.audio(before), 700)).toBeGreaterThan(0.95);
    const late = leg.play([{ name: 'hello', language: 'en' }], { loop: true });
    await wait(100);
    leg.stop();
    expect(await late).toBe('stopped');
    const { heard } = caller;
    expect(steps(heard.map((p) => p.sequence), 2 ** 16)).toEqual([1]);
    expect(steps(heard.map((p) => p.timestamp), 2 ** 32)).toEqual([160]);
    expect(new Set(heard.map((p) => p.ssrc)).size).toBe(1);
    expect(heard.map((p) => p.marker).filter(Boolean).length).toBe(1);
    expect(heard[0]?.marker).toBe(true);
    const span = (heard.at(-1)?.at ?? 0) - (heard[0]?.at ?? 0);
    // In the pace of speech, as far as a busy machine lets us hear; call-audio measures it alone.
    expect(Math.abs(span - (heard.length - 1) * 20)).toBeLessThan(500);
  });

  it('is heard by the bridged one and hears it, whatever their codecs, after prompts without a break in the numbers', async () => {
    const [caller, agent] = [await phone('ulaw'), await phone('alaw', 96)];
    const [a, b] = [await room.call(caller), await room.call(agent)];
    caller.say(tone(400, 1000), a.local.port);
    agent.say(tone(1000, 1000), b.local.port);
    a.music('music');
    await hears(caller, 700);
    room.media.bridge(a, b);
    await Promise.all([hears(caller, 1000), hears(agent, 400)]);
    const [fromCaller, fromAgent] = [caller.heard.length, agent.heard.length];
    await Promise.all([more(caller, fromCaller, 25), more(agent, fromAgent, 25)]);
    expect(toneShare(caller.audio(fromCaller), 1000)).toBeGreaterThan(0.95);
    expect(toneShare(agent.audio(fromAgent), 400)).toBeGreaterThan(0.95);
    expect(steps(caller.heard.map((p) => p.sequence), 2 ** 16)).toEqual([1]);
    expect(steps(caller.heard.map((p) => p.timestamp), 2 ** 32)).toEqual([160]);
    room.media.unbridge(a, b);
    await until('the end of the tone', () => toneShare(caller.audio().slice(-800), 1000) < 0.01);
    const after = caller.heard.length;
    await wait(300);
    expect(toneShare(caller.audio(after), 1000)).toBeLessThan(0.01);
    expect(steps(caller.heard.map((p) => p.sequence), 2 ** 16)).toEqual([1]);
  });

  it("presses keys that are told once and reach the bridged phone under that phone's payload type", async () => {
    const [caller, agent] = [await phone('ulaw', 101), await phone('ulaw', 96)];
    const [a, b] = [await room.call(caller), await room.call(agent)];
    room.media.bridge(a, b);
    // The worker hears of the bridge at the end of this turn; a key pressed in the same turn may come before it.
    await wait(200);
    const keys: string[] = [];
    a.dtmf.on((key) => keys.push(`${key.digit} ${key.durationMs}`));
    await caller.press(5, a.local.port);
    await caller.press(11, a.local.port);
    await until('two keys', () => keys.length === 2 && agent.heard.filter((p) => p.payload === 96).length >= 14);
    expect(keys).toEqual(['5 100', '# 100']);
    const events = agent.heard.filter((p) => p.payload === 96);
    expect(events.map((p) => p.data[p.start])).toEqual([...Array(7).fill(5), ...Array(7).fill(11)]);
    expect(new Set(events.map((p) => p.timestamp)).size).toBe(2);
  });

  it('gets the keys we send', async () => {
    const caller = await phone('ulaw', 97);
    const leg = await room.call(caller);
    leg.sendDtmf('1*');
    await until('two keys', () => caller.heard.filter((p) => p.payload === 97).length >= 14);
    const events = caller.heard.filter((p) => p.payload === 97);
    expect(events.map((p) => p.data[p.start])).toEqual([...Array(7).fill(1), ...Array(7).fill(10)]);
    expect(steps(caller.heard.map((p) => p.sequence), 2 ** 16)).toEqual([1]);
  });
});
