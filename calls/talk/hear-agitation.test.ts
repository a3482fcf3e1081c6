/** Agitation in a conversation: windows as the worker thread gives them, words, alerts, the stored curve; on a clock that stands still. */
import { expect, test } from 'vitest';
import { type AgitationCurve, type AgitationPolicy, type Ears, FEATURES, type SpeechWindow, UNTRAINED } from '#agitation';
import { ManualClock, type Samples } from '#core';
import type { Alert } from '#qa';
import { type ScriptLine, scriptedTranscription } from '#transcription';
import { StoryHouse } from '#test/simulators/house/index';

const POLICY: AgitationPolicy = { baselineSeconds: 10, smoothing: 0.5, weights: UNTRAINED, alerts: { speakers: ['caller'], severity: 'warn', from: 0.6, windows: 3, cooldownSeconds: 60 } };
const RULES = "version: 1\nphrases: {x: {any: [zzz]}}\nrules:\n  - {id: heated, when: {emotion: agitation, ch: customer, min: 0.6, segments: 2}}\n  - {id: old-name, when: {emotion: anger, ch: customer, min: 0.6, segments: 2}}\n";
const USUAL = [2, 4, 0, -9, 650, 0.1, 16, 6, -28, -22, 4.5, 0.1, 0];

/** A window of the caller each four seconds; `raised`: pitch and loudness far above the usual. */
const windowAt = (i: number, raised: boolean): SpeechWindow => ({
  speaker: 'caller', from: i * 4, to: i * 4 + 3,
  features: USUAL.map((value, at) => value + (raised && ['pitchMean', 'pitchHigh', 'pitchLow', 'loudness', 'loudnessHigh'].includes(FEATURES[at] ?? '') ? 8 : 0)),
});

/** A company whose ears hear what the test says. */
function houseWithEars(script: readonly ScriptLine[] = []) {
  const clock = new ManualClock();
  const house = new StoryHouse({ clock, transcription: scriptedTranscription({ clock, script: ({ index }) => (index === 0 ? script : []) }), rules: RULES, settings: { agitation: POLICY } });
  const heard = { hear: (_: SpeechWindow) => {}, samples: 0 as Samples, stopped: Infinity };
  const curves: AgitationCurve[] = [];
  const ears: Ears = {
    count: 0,
    open: (_, hear) => {
      heard.hear = hear;
      return { push: (_speaker, { pcm }) => void (heard.samples += pcm.length), stopAt: (until) => void (heard.stopped = until), end: async () => {} };
    },
    close: async () => {},
  };
  Object.assign(house.house, { ears, curves: { keep: async (_: string, curve: AgitationCurve) => void curves.push(curve), of: async () => curves, forget: async () => 0 } });
  return { house, heard, curves };
}

const alerts = (house: StoryHouse) => house.store.events.filter(({ type }) => type === 'qa.alert').map(({ data }) => data['alert'] as Alert);

async function talk(raisedFrom: number, windows: number, script: readonly ScriptLine[] = []) {
  const { house, heard, curves } = houseWithEars(script);
  const { caller } = await house.talk();
  for (let i = 0; i < windows; i++) {
    await house.pass(i === 0 ? 3_500 : 4_000);
    heard.hear(windowAt(i, i >= raisedFrom));
  }
  return { house, heard, curves, caller };
}

test('who stays agitated alerts while the call goes on: own alert and rules with emotion, two seconds after the window', async () => {
  const { house } = await talk(6, 10);
  expect(alerts(house).map(({ rule }) => rule).sort()).toEqual(['heated', 'old-name']);
  await house.pass(2_100);
  const own = alerts(house).find(({ rule }) => rule === 'agitation');
  expect(own).toMatchObject({ severity: 'warn', channel: 'caller', at: 39, title: { zh: '客户情绪持续激动（语音）', en: 'The customer stays agitated (voice)' }, evidence: { from: 28, to: 39 } });
  expect(house.live.some((message) => message.type === 'alert' && message.alert.rule === 'agitation')).toBe(true);
});

test('who speaks as usual does not, and the curve is stored with the end of the conversation', async () => {
  const { house, heard, curves, caller } = await talk(99, 9);
  caller.bye();
  await house.pass(1_000);
  expect(alerts(house)).toEqual([]);
  expect(curves).toMatchObject([{ agent: 'anna', method: '1/untrained-1/10/0.5' }]);
  expect(curves[0]?.points.length).toBe(9);
  expect(house.told('agitation.heard')).toMatchObject({ agent: 'anna', until: curves[0]?.until, from: 0 });
  expect(heard.stopped).toBe(curves[0]?.until);
});

test('the last windows before the hang-up are judged, too', async () => {
  const { house, caller } = await talk(6, 10);
  caller.bye();
  await house.pass(1_000);
  expect(alerts(house).map(({ rule }) => rule)).toContain('agitation');
  expect(house.story.indexOf('agitation.heard')).toBeLessThan(house.story.indexOf('qa.verdicts'));
});

test('hot words join the voice and are the evidence', async () => {
  const said = ['this', 'is', 'ridiculous'].map((text, i) => ({ text, start: 32 + i * 0.3, end: 32.3 + i * 0.3, confidence: 1 }));
  const { house, curves, caller } = await talk(6, 10, [{ at: 33_500, update: { kind: 'final', turn: 1, words: said } }]);
  caller.bye();
  await house.pass(1_000);
  const own = alerts(house).find(({ rule }) => rule === 'agitation');
  expect(own?.evidence.words.map(({ text }) => text)).toEqual(['this', 'is', 'ridiculous']);
  expect(own?.title?.en).toBe('The customer stays agitated (voice and words)');
  expect(curves[0]?.points.some(({ by }) => by === 'both')).toBe(true);
});
