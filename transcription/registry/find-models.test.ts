import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MODELS } from '../testing/recordings.ts';
import { chooseModels, findModels } from './find-models.ts';

let dir = '';
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'models-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const WHOLE = ['am/final.mdl', 'graph/HCLG.fst', 'conf/mfcc.conf'];

function model(name: string, files: readonly string[] = WHOLE, content: Record<string, string> = {}): void {
  for (const file of [...files, ...Object.keys(content)]) {
    const path = join(dir, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content[file] ?? '');
  }
}

describe('finding models', () => {
  test('describes the demo models of the repository', async () => {
    const models = await findModels([MODELS]);
    expect(models.map(({ name, language, sampleRate, feedRate, demo, phrases, problem }) => ({ name, language, sampleRate, feedRate, demo, phrases, problem }))).toEqual([
      { name: 'demo-en', language: 'en', sampleRate: 8000, feedRate: 8000, demo: true, phrases: true, problem: undefined },
      { name: 'demo-zh', language: 'zh', sampleRate: 8000, feedRate: 8000, demo: true, phrases: true, problem: undefined },
    ]);
  });

  test('guesses the language from the name the publisher gave', async () => {
    model('vosk-model-small-cn-0.22');
    model('vosk-model-en-us-0.22');
    model('vosk-model-small-de-0.15');
    const models = await findModels([dir]);
    expect(models.map((m) => [m.name, m.language])).toEqual([
      ['vosk-model-en-us-0.22', 'en'],
      ['vosk-model-small-cn-0.22', 'zh'],
      ['vosk-model-small-de-0.15', undefined],
    ]);
  });

  test('takes 16 kHz for a model that does not say, and for one that says so even where it allows upsampling', async () => {
    model('a-en', WHOLE, { 'conf/mfcc.conf': '--use-energy=false\n' });
    model('b-en', WHOLE, { 'conf/mfcc.conf': '--sample-frequency=16000\n--allow-upsample=true\n' });
    expect((await findModels([dir])).map((m) => m.feedRate)).toEqual([16_000, 16_000]);
  });

  test('prefers earlier folders, then products to demo models', async () => {
    model('demo-en', WHOLE, { 'model.json': '{"demo":true}' });
    model('vosk-en');
    const models = await findModels([MODELS, dir]);
    expect(models.map((m) => m.name)).toEqual(['demo-en', 'demo-zh', 'vosk-en', 'demo-en']);
  });

  test('accepts a folder that is a model itself, and the flat layout of old ones', async () => {
    model('old-en', ['final.mdl', 'mfcc.conf', 'HCLr.fst', 'Gr.fst']);
    const models = await findModels([join(dir, 'old-en')]);
    expect(models.map((m) => [m.name, m.problem])).toEqual([['old-en', undefined]]);
  });

  test('passes over folders that are missing or hold no model', async () => {
    mkdirSync(join(dir, 'empty'));
    expect(await findModels([dir, join(dir, 'nowhere')])).toEqual([]);
  });
});

describe('choosing models', () => {
  test('says where it looked and what to do when there is none', () => {
    const { missing } = chooseModels([], ['/srv/models', 'models'], ['en']);
    expect(missing.get('en')).toBe(
      'no English speech model in /srv/models, models; ./huawu models pull vosk-model-small-en-us-0.15',
    );
  });

  test('says what is wrong with the only model', async () => {
    model('vosk-cn', ['am/final.mdl', 'conf/mfcc.conf']);
    const { missing } = chooseModels(await findModels([dir]), [dir], ['zh']);
    expect(missing.get('zh')).toBe(
      'the Mandarin model vosk-cn cannot be used: its decoding graph (HCLG.fst, or HCLr.fst and Gr.fst) is missing; unpack the model again',
    );
  });

  test('passes over broken models and rates it cannot feed', async () => {
    model('a-en', ['am/final.mdl']);
    model('b-en', WHOLE, { 'conf/mfcc.conf': '--sample-frequency=44100\n' });
    model('c-en');
    const { chosen } = chooseModels(await findModels([dir]), [dir], ['en']);
    expect(chosen.get('en')?.name).toBe('c-en');
  });
});
