import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ScriptedCaller } from './machine/scripted-caller.ts';
import { loadFlow } from './loader/load-flow.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const sampleConfig = z
  .object({ skills: z.array(z.string()), queues: z.array(z.object({ id: z.string() })) })
  .parse(parse(read('config/sample/huawu.yaml')));

/** The sample flow among the queues and skills of the sample configuration and the shipped sounds. */
function sample() {
  const loaded = loadFlow(read('config/sample/flows/main.yaml'), 'main.yaml', {
    queues: sampleConfig.queues.map(({ id }) => id),
    skills: sampleConfig.skills,
    promptExists: (name, language) => [`${language}/${name}`, name].some((file) => existsSync(new URL(`prompts/${file}.wav`, root))),
  });
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

describe('the sample flow', () => {
  test('leads a caller who speaks English to sales', () => {
    expect(new ScriptedCaller(sample()).walk('call 2 heard heard 1')).toEqual([
      'call: speak zh, at language-choice, say zh:welcome + en:welcome + language-choice',
      '2: be quiet, note choice 2, speak en, at business-hours, note hours open, at recording-notice, say recording-notice',
      'heard: note recording-notice whole en, at main-menu, say main-menu',
      'heard: wait 5000 ms',
      '1: wait no more, note choice 1, at sales, queue sales en≥5 sales≥3 priority 5',
    ]);
  });

  test.each([
    ['1', 'queue sales zh≥5 sales≥3 priority 5'],
    ['2', 'queue support zh≥5 support≥3 priority 5'],
    ['0', 'queue support zh≥3 priority 1'],
  ])('key %s of the Chinese menu: %s', (key, outcome) => {
    expect(new ScriptedCaller(sample()).walk(`call 1 heard ${key}`).at(-1)).toContain(outcome);
  });

  test('says goodbye to a caller who presses nothing', () => {
    const lines = new ScriptedCaller(sample()).walk('call heard silence heard silence heard silence heard heard heard silence heard silence heard silence heard heard');
    expect(lines.slice(-3)).toEqual([
      'silence: note no-input 3 3, say no-input-3',
      'heard: at nobody-there, say goodbye',
      'heard: hang up no-choice',
    ]);
  });

  test('is open at every hour of the week', () => {
    const monday = Date.UTC(2026, 0, 5);
    const flow = sample();
    const lines = Array.from({ length: 7 * 24 }, (_, hour) => {
      return new ScriptedCaller(flow, monday + hour * 3_600_000).walk('call 1').at(-1) ?? '';
    });
    expect(lines.filter((line) => !line.includes('note hours open'))).toEqual([]);
  });
});
