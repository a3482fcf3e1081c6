/** A flow that listens, with a recogniser that hears what the test says and when. */
import { describe, expect, test } from 'vitest';
import { ManualClock } from '#core';
import { loadFlow } from '#ivr';
import { type ScriptLine, scriptedTranscription } from '#transcription';
import { NUMBER, StoryHouse } from '#test/simulators/house/index';

const AROUND = { queues: ['sales', 'support'], skills: [], promptExists: () => true };
const loaded = loadFlow(
  `
start: menu
language: en
nodes:
  menu: { type: menu, prompts: menu, choices: { 1: sales, 9: goodbye }, noMatch: [again, again, again], speech: { words: { 1: { en: [sales] } } }, giveUp: goodbye }
  sales: { type: queue, queue: sales }
  goodbye: { type: hangup, cause: no-choice, prompts: goodbye }
`,
  'main.yaml',
  AROUND,
);
if (!loaded.ok) throw loaded.fault;
const flow = loaded.value;

const words = (text: string, confidence = 1) => text.split(' ').filter(Boolean).map((word, i) => ({ text: word, start: i, end: i + 1, confidence }));

/** Somebody says this from the first to the second second after the flow began to listen. */
function saying(text: string, confidence = 1): ScriptLine[] {
  const end: ScriptLine[] = text === '' ? [] : [{ at: 2510, update: { kind: 'final', turn: 1, words: words(text, confidence) } }];
  return [
    { at: 1000, voice: { talking: true, at: 1 } },
    ...(text === '' ? [] : [{ at: 1500, update: { kind: 'partial', turn: 1, words: words(text, confidence) } } as const]),
    { at: 2500, voice: { talking: false, at: 2 } },
    ...end,
  ];
}

async function house(scripts: readonly (readonly ScriptLine[])[], missing?: string, spoken = flow) {
  const clock = new ManualClock();
  const grammars: (readonly string[] | undefined)[] = [];
  const transcription = scriptedTranscription({
    clock,
    ...(missing === undefined ? {} : { missing: { en: missing } }),
    script: ({ index, grammar }) => (grammars.push(grammar), scripts[index] ?? []),
  });
  const story = new StoryHouse({ clock, transcription, settings: { numbers: new Map([[NUMBER, spoken]]) } });
  await story.call(NUMBER);
  const pass = (ms: number) => story.pass(ms);
  const notes = () => story.store.events.filter(({ type }) => type === 'ivr.note').map(({ data }) => [data.note, data.match].filter(Boolean).join(' '));
  return { story, pass, grammars, notes };
}

describe('a menu that listens', () => {
  test('is left by the words of a choice, which silence its prompt; no word is in the record', async () => {
    const { story, pass, grammars, notes } = await house([saying('sales please')]);
    expect(grammars[0]?.slice(0, 2)).toEqual(['sales', 'one']);
    await pass(1500);
    expect(story.media.legs[0]?.orders.at(-1)).toBe('stop');
    await pass(1400);
    expect(notes()).toEqual(['speech choice', 'choice']);
    expect(story.story).toContain('queue.entered');
    expect(JSON.stringify(story.store.events)).not.toContain('please');
  });

  test('hears two languages at once and takes what one of them is sure of', async () => {
    const choose = loadFlow('start: l\nlanguage: zh\nnodes:\n  l: { type: language, prompts: l, choices: { 1: { language: zh, next: z }, 2: { language: en, next: s } }, speech: { words: {} }, giveUp: z }\n  s: { type: queue, queue: sales }\n  z: { type: hangup }\n', 'main.yaml', AROUND);
    if (!choose.ok) throw choose.fault;
    for (const [script, notes] of [
      [[saying(''), saying('english')], ['speech choice', 'choice']],
      [[saying('一', 0.5), saying('english')], ['speech choice', 'choice']],
      // The first one takes it for a cough and never ends.
      [[[], saying('english')], ['speech choice', 'choice']],
      [[saying('一'), saying('english')], ['speech unsure', 'no-match']],
    ] as const) {
      const { story, pass, grammars, notes: told } = await house(script, undefined, choose.value);
      expect(grammars.map((grammar) => grammar?.includes('english'))).toEqual([false, true]);
      await pass(3800);
      expect(told()).toEqual(notes);
      expect(story.story.includes('queue.entered')).toBe(notes[0] === 'speech choice');
    }
  });

  test('hears the other language where one has no model', async () => {
    const choose = loadFlow('start: l\nlanguage: en\nnodes:\n  l: { type: language, prompts: l, choices: { 1: { language: zh, next: z }, 2: { language: en, next: z } }, speech: { words: {} }, giveUp: z }\n  z: { type: hangup }\n', 'main.yaml', AROUND);
    if (!choose.ok) throw choose.fault;
    const { pass, notes, grammars } = await house([saying('中文')], 'no model', choose.value);
    await pass(3000);
    expect([grammars.length, notes()]).toEqual([1, ['speech choice', 'choice']]);
  });

  test('asks again when it is not sure, or heard something else', async () => {
    const { pass, notes, story } = await house([saying('sales', 0.5), saying('')]);
    await pass(3000);
    expect(notes()).toEqual(['speech unsure', 'no-match']);
    story.callerHears.heard();
    await pass(4000);
    expect(notes().slice(2)).toEqual(['speech no-match', 'no-match']);
  });

  test('does not take a cough for an answer', async () => {
    const { pass, notes } = await house([[{ at: 1000, voice: { talking: true, at: 1 } }, { at: 1600, voice: { talking: false, at: 1.2 } }]]);
    await pass(3000);
    expect(notes()).toEqual([]);
  });

  test('goes by keys alone where no model is', async () => {
    const { notes, story } = await house([], 'no model');
    expect(notes()).toEqual(['no-recogniser']);
    expect(story.media.audios).toHaveLength(0);
  });

  test('listens no longer than it asks: taps and streams are gone', async () => {
    const { story, pass } = await house([saying('sales')]);
    await pass(3000);
    expect(story.media.audios.map(({ closed }) => closed)).toEqual([true]);
    expect(story.house.transcription?.counts().streams).toBe(0);
  });
});
