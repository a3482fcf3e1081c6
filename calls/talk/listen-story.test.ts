/** What is heard in a conversation: words, rules and alerts, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '#core';
import { type Alert, BackTesting, loadPolicy } from '#qa';
import { type ScriptLine, scriptedTranscription } from '#transcription';
import { NOTHING_LEFT, StoryHouse, type StoryOptions, SUPPORT, sdpOf } from '#test/simulators/house/index';

const RULES = `
version: 3
phrases:
  notice: {any: [this call may be recorded]}
  promise: {any: [guaranteed return]}
rules:
  - {id: notice, when: {require: notice, ch: agent, within: 10}, severity: critical}
  - {id: promise, when: {forbid: promise, ch: agent}, severity: critical}
  - {id: silence, when: {deadAir: 5}}
`;

/** A turn whose words take 0.3 s each, said from `from` on (s since the stream was opened), told `late` s after its end. */
function turn(number: number, from: number, text: string, { offset = 0, late = 0.2, kind = 'final' as 'final' | 'partial' } = {}): ScriptLine {
  const words = text.split(' ').map((word, i) => ({ text: word, start: offset + from + i * 0.3, end: offset + from + (i + 1) * 0.3, confidence: 1 }));
  return { at: (from + words.length * 0.3 + late) * 1000, update: { kind, turn: number, words } };
}
const voice = (talking: boolean, at: number, offset = 0): ScriptLine => ({ at: at * 1000 + 150, voice: { talking, at: offset + at } });
/** Somebody who hums all the time, so that there is no silence. */
const humming = (offset = 0): ScriptLine[] => [voice(true, 0.1, offset)];

function houseThatHears(script: (stream: number) => readonly ScriptLine[], options: { rules?: string; missing?: { en: string }; settings?: StoryOptions['settings'] } = {}) {
  const clock = new ManualClock();
  const transcription = scriptedTranscription({ clock, script: ({ index }) => script(index), ...(options.missing ? { missing: options.missing } : {}) });
  return new StoryHouse({ clock, transcription, rules: options.rules ?? RULES, ...(options.settings ? { settings: options.settings } : {}) });
}

const alerts = (house: StoryHouse) =>
  house.store.events.filter(({ type }) => type === 'qa.alert').map(({ data }) => {
    const { rule, kind, at } = data['alert'] as Alert;
    return `${kind} ${rule} ${at.toFixed(1)}`;
  });

describe('words', () => {
  test('go to the consoles as they come and to the record when they are final', async () => {
    const house = houseThatHears((stream) => (stream === 0 ? [turn(1, 1, 'i can not', { kind: 'partial' }), turn(1, 1, 'i can not log in')] : []));
    await house.talk();
    await house.pass(4_000);
    const live = house.live.flatMap((message) => (message.type === 'words' ? [`${message.speaker} ${message.kind} ${message.words.length}`] : []));
    expect(live).toEqual(['caller partial 3', 'caller final 5']);
    const [told] = house.store.events.filter(({ type }) => type === 'transcript.final');
    expect(told).toMatchObject({ audioAt: 1, data: { speaker: 'caller', words: [{ text: 'i' }, {}, {}, {}, {}] } });
  });

  test('are shown and recorded as people read them, beside what was heard, where the queue wants it', async () => {
    const transcript = { numbers: true, punctuation: true, onlyPhrases: [] };
    const queues = new Map([['sales', '5001'], ['support', SUPPORT]].map(([id = '', number = '']) => [id, { id, name: id, number, music: 'm', announceMs: 0, transcript }]));
    const house = houseThatHears((stream) => (stream === 0 ? [turn(1, 1, 'it costs twenty five dollars')] : []), { settings: { queues } });
    await house.talk();
    await house.pass(4_000);
    const [told] = house.store.events.filter(({ type }) => type === 'transcript.final');
    const words = told?.data['words'] as readonly { text: string; written?: string }[];
    expect(words.map(({ text, written }) => `${text} ${written ?? '-'}`)).toEqual(['it It', 'costs -', 'twenty $25.', 'five ', 'dollars ']);
  });

  test('said just before the hang-up are heard: the last audio comes a moment later', async () => {
    const clock = new ManualClock();
    const transcription = scriptedTranscription({ clock, pace: 'audio', script: ({ index }) => (index === 0 ? [turn(1, 0, 'bye', { late: 0 })] : []) });
    const house = new StoryHouse({ clock, transcription });
    const { caller } = await house.talk();
    await house.pass(300);
    caller.bye();
    await house.settle();
    for (const speaker of ['caller', 'agent'] as const) {
      house.media.audios[0]?.frames.emit({ speaker, frame: { at: 0, pcm: new Int16Array(2_400) } });
    }
    await house.settle();
    expect(house.story.slice(-4)).toEqual(['transcript.final', 'qa.heard', 'recording.finished', 'call.ended']);
  });

  test('of two conversations of one call have turns of their own numbers', async () => {
    const house = houseThatHears((stream) => [turn(1, 1, stream < 2 ? 'hello anna' : 'hello bo')]);
    const { anna } = await house.talk();
    await house.pass(3_000);
    house.sip.register('1002');
    anna.refer(SUPPORT);
    await house.settle();
    house.ringAt('1002').answer();
    await house.pass(3_000);
    const turns = house.store.events.filter(({ type, data }) => type === 'transcript.final' && data['speaker'] === 'agent').map(({ data }) => [data['agent'], data['turn']]);
    expect(new Set(turns.map(([, number]) => number)).size).toBe(2);
    expect(turns.map(([agent]) => agent)).toEqual(['anna', 'bo']);
  });
});

describe('an alert', () => {
  test('for a forbidden phrase is pushed and stored with its evidence', async () => {
    const house = houseThatHears((stream) => [...humming(), ...(stream === 1 ? [turn(1, 1, 'a guaranteed return')] : [])]);
    await house.talk();
    await house.pass(3_000);
    expect(alerts(house)).toEqual(['violation promise 1.9']);
    const stored = house.told('qa.alert');
    expect(stored).toMatchObject({ agent: 'anna', alert: { severity: 'critical', channel: 'agent', evidence: { phrase: 'promise', from: 1.3, to: 1.9, words: [{ text: 'guaranteed' }, { text: 'return' }] } } });
    const pushed = house.live.flatMap((message) => (message.type === 'alert' ? [message.alert] : []));
    expect(pushed).toMatchObject([{ rule: 'promise', kind: 'violation' }]);
    expect((await house.summary()).alerts).toBe(1);
  });

  test('for what was not said in time does not wait for the end of a long turn: settled words are enough', async () => {
    const said = 'well as I said we are a very large and old company here';
    const partial = turn(1, 9, said, { kind: 'partial', late: -2.4 }) as Extract<ScriptLine, { update: unknown }>;
    const house = houseThatHears((stream) => (stream === 1 ? [...humming(), { ...partial, update: { ...partial.update, settled: 5 } }, turn(1, 9, said, { late: 1 })] : []));
    await house.talk();
    await house.pass(11_000);
    expect(alerts(house)).toEqual(['violation notice 10.0']);
  });

  test('for words not final yet is pending, and taken back when they change', async () => {
    const house = houseThatHears((stream) => [...humming(), ...(stream === 1 ? [turn(1, 1, 'a guaranteed return', { kind: 'partial' }), turn(1, 1, 'a grand tree turn', { late: 1 })] : [])]);
    await house.talk();
    await house.pass(5_000);
    expect(alerts(house)).toEqual(['pending promise 1.9', 'retracted promise 1.9']);
    expect((await house.summary()).alerts).toBe(0);
  });

  test('for something not said in time comes at that time', async () => {
    const house = houseThatHears(() => humming());
    await house.talk();
    await house.pass(14_000);
    expect(alerts(house)).toEqual(['violation notice 10.0']);
  });

  test('does not come when the phrase ended in time but its words came late', async () => {
    const said = [voice(true, 8.2), turn(1, 8.2, 'this call may be recorded', { late: 1 }), voice(false, 9.7)];
    const house = houseThatHears((stream) => (stream === 1 ? said : []), { rules: RULES.replace('deadAir: 5', 'deadAir: 60') });
    const { caller } = await house.talk();
    await house.pass(14_000);
    expect(alerts(house)).toEqual([]);
    caller.bye();
    await house.pass(1_000);
    expect(house.told('qa.verdicts')).toMatchObject({ agent: 'anna', verdicts: [{ rule: 'notice', verdict: 'met' }, { rule: 'promise', verdict: 'met' }, {}] });
  });

  test('comes at the hang-up when the time was not over', async () => {
    const house = houseThatHears(() => humming());
    const { caller } = await house.talk();
    await house.pass(4_000);
    caller.bye();
    await house.pass(1_000);
    expect(alerts(house)).toEqual(['violation notice 4.0']);
    expect(house.story.slice(-3)).toEqual(['qa.verdicts', 'recording.finished', 'call.ended']);
  });

  test('is judged for each agent from the own beginning', async () => {
    const house = houseThatHears((stream) => humming(stream < 2 ? 0 : 12));
    const { anna } = await house.talk();
    await house.pass(12_000);
    house.sip.register('1002');
    anna.refer(SUPPORT);
    await house.settle();
    house.ringAt('1002').answer();
    await house.pass(14_000);
    expect(alerts(house)).toEqual(['violation notice 10.0', 'violation notice 22.0']);
    const agents = house.store.events.filter(({ type }) => type === 'qa.alert').map(({ data }) => data['agent']);
    expect(agents).toEqual(['anna', 'bo']);
  });

  test('does not come at a transfer for what the next agent may still say', async () => {
    const house = houseThatHears((stream) => humming(stream < 2 ? 0 : 6));
    const { anna } = await house.talk();
    await house.pass(6_000);
    house.sip.register('1002');
    anna.refer(SUPPORT);
    await house.settle();
    house.ringAt('1002').answer();
    await house.pass(4_000);
    expect(alerts(house)).toEqual([]);
    expect(house.told('qa.verdicts')).toMatchObject({ agent: 'anna', verdicts: [{ rule: 'notice', verdict: 'not-applicable' }, {}, {}] });
  });
});

describe('dead air', () => {
  const quiet = { rules: RULES.replace('within: 10', 'within: 600') };

  test('is told once for each gap', async () => {
    const house = houseThatHears((stream) => (stream === 0 ? [voice(true, 1), voice(false, 2)] : []), quiet);
    await house.talk();
    await house.pass(20_000);
    expect(alerts(house)).toEqual(['violation silence 7.0']);
  });

  test('is not a hold', async () => {
    const house = houseThatHears(() => [], quiet);
    const { anna } = await house.talk();
    await anna.reoffer(sdpOf('sendonly'));
    await house.pass(20_000);
    expect(alerts(house)).toEqual([]);
    await anna.reoffer(sdpOf());
    await house.pass(6_000);
    expect(alerts(house)).toEqual(['violation silence 25.0']);
  });

  test('is not a hold that began before the conversation', async () => {
    const house = houseThatHears(() => [], quiet);
    house.sip.register('1001');
    const { leg } = await house.call('5001');
    await leg.reoffer(sdpOf('sendonly'));
    house.ringAt('1001').answer();
    await house.pass(20_000);
    expect(alerts(house)).toEqual([]);
  });

  test('is neither a transfer nor the hold that goes on after it failed', async () => {
    const house = houseThatHears(() => [], quiet);
    const { anna } = await house.talk();
    house.sip.register('1002');
    await anna.reoffer(sdpOf('sendonly'));
    anna.refer('1002');
    await house.pass(14_000);
    house.ringAt('1002').fail(603);
    await house.pass(14_000);
    expect(alerts(house)).toEqual([]);
  });

  test('is judged without a speech model too; rules about words are not', async () => {
    const house = houseThatHears(() => [], { missing: { en: 'no model in the folder' } });
    await house.talk();
    await house.pass(14_000);
    expect(alerts(house)).toEqual(['violation silence 5.0']);
  });
});

test('trouble of a recogniser is in the record; nothing of a conversation is left after it', async () => {
  const house = houseThatHears((stream) => (stream === 0 ? [{ at: 500, trouble: { code: 'transcription.recogniser-replaced', message: 'replaced' } }] : []));
  const { caller } = await house.talk();
  await house.pass(1_000);
  caller.bye();
  await house.pass(6_000);
  expect(house.told('transcript.trouble')).toMatchObject({ speaker: 'caller', code: 'transcription.recogniser-replaced' });
  expect(house.house.transcription?.counts()).toEqual({ streams: 0, processes: 0 });
  expect(await house.left()).toEqual(NOTHING_LEFT);
  expect(house.clock.pending).toBe(0);
});

const ACTIONS = `
version: 4
phrases: {leave: {any: [cancel my account]}}
rules:
  - id: churn
    when: {said: leave, ch: customer}
    severity: info
    do:
      - {hint: {zh: 请挽留, en: Make an offer}}
      - {script: {zh: 第二步, en: Step two}}
      - {tag: churn-risk}
      - {supervisor: {zh: 请协助, en: Please help}}
      - {pauseRecording: {seconds: 30}}
      - {ticket: {template: consultation, subject: {zh: 客户要销户, en: Customer wants to leave}, priority: high}}
      - {webhook: crm}
      - {webhook: nobody}
`;

describe('a rule that fires', () => {
  const leaving = (stream: number) => (stream === 0 ? [turn(1, 1, 'cancel my account'), turn(2, 5, 'cancel my account')] : []);

  test('has its actions done: hint, script, tag, supervisor, pause, ticket, message; the tag and the ticket once in a call', async () => {
    const house = houseThatHears(leaving, { rules: ACTIONS });
    const { caller } = await house.talk();
    await house.pass(8_000);
    caller.bye();
    await house.pass(1_000);
    const steps = house.store.events.map(({ type, data }) => [type, data] as const);
    const of = (type: string) => steps.filter(([each]) => each === type).map(([, data]) => data);
    expect(of('assist.hint')[0]).toMatchObject({ rule: 'churn', agent: 'anna', text: { zh: '请挽留', en: 'Make an offer' } });
    expect(of('assist.script')).toMatchObject([{ rule: 'churn', step: '1', agent: 'anna' }]);
    expect(of('call.tagged')).toEqual([{ rule: 'churn', tag: 'churn-risk' }]);
    expect(of('supervisor.requested')[0]).toMatchObject({ rule: 'churn', agent: 'anna', text: { en: 'Please help' } });
    expect(house.rooms.floor.floor().alerts[0]).toMatchObject({ rule: 'churn', request: { zh: '请协助', en: 'Please help' } });
    expect([of('recording.paused').length, house.media.audios[0]?.pauses]).toEqual([2, [30_000, 30_000]]);
    expect(of('ticket.created')).toMatchObject([{ rule: 'churn', template: 'consultation', priority: 'high' }]);
    expect([...house.tickets.tickets.values()].map(({ subject }) => subject)).toEqual(['Customer wants to leave']);
    expect(house.sent.map(({ hook, message }) => [hook, message.rule, message.severity, (message.evidence as { text: string }).text])).toEqual([['crm', 'churn', 'info', 'cancel my account'], ['crm', 'churn', 'info', 'cancel my account']]);
    expect(new Set(house.sent.map(({ key }) => key)).size).toBe(2);
    expect(of('assist.failed')).toEqual([{ rule: 'churn', action: 'webhook' }, { rule: 'churn', action: 'webhook' }]);
  });
});

test('a call keeps the policy it began with, names it, and judged again from its record gives what it gave', async () => {
  const house = houseThatHears((stream) => [voice(true, 1), turn(1, 1, stream === 1 ? 'a guaranteed return' : 'i see'), voice(false, 1.9)]);
  const { caller } = await house.talk();
  await house.pass(1_000);
  const changed = loadPolicy(RULES.replace('version: 3', 'version: 9').replace('forbid: promise', 'forbid: notice'), 'rules.yaml');
  if (!changed.ok) throw changed.fault;
  Object.assign(house.house.settings, { policy: changed.value });
  await house.pass(16_000);
  caller.bye();
  await house.pass(1_000);
  expect(house.told('qa.verdicts')).toMatchObject({ policy: expect.stringMatching(/^3-/), verdicts: [{ verdict: 'violated' }, { verdict: 'violated' }, { verdict: 'violated' }] });
  expect(house.told('qa.heard')).toMatchObject({ agent: 'anna', queue: 'sales', voices: { caller: [[1, 1.9]], agent: [[1, 1.9]] } });
  const again = loadPolicy(RULES, 'rules.yaml');
  if (!again.ok) throw again.fault;
  const testing = new BackTesting(again.value);
  testing.take({ id: 'c', language: 'en' }, house.store.events);
  expect(testing.result()).toMatchObject({ calls: 1, conversations: 1, verdicts: 3, changed: [] });
});
