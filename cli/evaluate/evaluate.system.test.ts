import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { wordsIn } from '../words.ts';
import { evaluate } from './evaluate-command.ts';

const SENTENCES = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'sentences');
const folder = mkdtempSync(join(tmpdir(), 'huawu-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const terminal = { words: wordsIn('en'), language: 'en' as const, env: {}, from: folder, say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line), askHidden: async () => undefined, readLine: async () => '' };
  return { status: await evaluate(terminal, args), said: said.join('\n'), complained };
}

test('recordings in both languages are heard through a telephone and reported in the terminal and as a page of its own', async () => {
  const zh = readFileSync(join(SENTENCES, 'zh/transcripts.tsv'), 'utf8').split('\n')[0]?.split('\t') ?? [];
  writeFileSync(join(folder, 'mine.tsv'), `${SENTENCES}/en/en_018_espeak-m7.wav\ti want to cancel my account right now please\n${SENTENCES}/zh/${zh[0]}\t${zh[1]}\n`);
  const { status, said } = await run('mine.tsv', '--codec', 'ulaw', '--html', 'report.html');
  expect(status).toBe(0);
  expect(said).toContain('model demo-en (en)');
  expect(said).toMatch(/\nen +1 +3\.5 s +1\d\.\d %/);
  expect(said).toMatch(/said {3}i want to cancel my account right now please\n {2}heard {2}i want to cancel my account right now \*\n +D\n/);
  expect(said).toMatch(/Real-time factor 0\.\d{3}/);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  expect(page).toContain('right now <del>please</del>');
  expect(page).not.toMatch(/https?:|<script|<link|src=/);
});

test('mistakes of the manifest are told with file and line, before anything is heard', async () => {
  writeFileSync(join(folder, 'bad.tsv'), `nowhere.wav\thello\nonly-a-name.wav\n${SENTENCES}/en/transcripts.tsv\thello\n`);
  const { status, complained } = await run('bad.tsv');
  expect(status).toBe(1);
  expect(complained).toEqual([
    `${join(folder, 'bad.tsv')}:1  there is no readable file ${join(folder, 'nowhere.wav')}`,
    `${join(folder, 'bad.tsv')}:2  the text of only-a-name.wav is missing; columns are parted by a tab`,
    expect.stringContaining(`${join(folder, 'bad.tsv')}:3  ${SENTENCES}/en/transcripts.tsv: This WAV file cannot be played`),
  ]);
});

test('unknown models and engines, and what is no option, are refused', async () => {
  writeFileSync(join(folder, 'one.tsv'), `${SENTENCES}/en/en_018_espeak-m7.wav\ti want to cancel\n`);
  expect((await run('one.tsv', '--model', 'vosk-huge')).complained[0]).toMatch(/^There is no model "vosk-huge" in .*; known: .*demo-en/);
  expect((await run('one.tsv', '--engine', 'far')).complained).toEqual(['There is no engine "far" in the configuration; known: local.']);
  expect((await run('one.tsv', '--loss', '80')).complained).toEqual(['--loss is a number from 0 to 50. See ./huawu help']);
  expect(await run()).toMatchObject({ status: 2 });
});
