import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { type CliLanguage, wordsIn } from '../words.ts';
import { rules } from './rules-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SAMPLE = resolve(import.meta.dirname, '../../config/sample/rules.test.yaml');
writeFileSync(join(folder, 'rules.yaml'), 'version: 4\nphrases:\n  risk: {any: [no risk]}\nrules:\n  - {id: risk, when: {forbid: risk, ch: agent}, do: [{webhook: crm}]}\n');
writeFileSync(join(folder, 'bad.yaml'), 'version: 4\nrules:\n  - {id: risk, when: {forbid: risk}, severity: bad}\n');
writeFileSync(join(folder, 'cases.yaml'), 'policy: rules.yaml\ncases:\n  - {name: said, transcript: [{at: 2, agent: there is no risk}], expect: {risk: met}, alerts: []}\n');
writeFileSync(join(folder, 'bad-cases.yaml'), 'policy: rules.yaml\ncases:\n  - {name: who, transcript: [{at: 2}]}\n');

async function run(args: readonly string[], language: CliLanguage = 'en') {
  const said: string[] = [];
  const complained: string[] = [];
  const terminal: Terminal = {
    words: wordsIn(language), language, env: {}, from: folder,
    say: (line) => said.push(line), complain: (line) => complained.push(line),
    askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve(''),
  };
  return { status: await rules(terminal, args), said, complained };
}

describe('huawu rules check', () => {
  it('tells every mistake with its place, in the language of the reader', async () => {
    expect(await run(['check', 'bad.yaml'])).toMatchObject({
      status: 1,
      complained: ['bad.yaml:3:31: rules.0.when.forbid: there is no phrase "risk"; phrases: none', 'bad.yaml:3:48: rules.0.severity: must be one of info, warn, critical'],
    });
    expect((await run(['check', 'bad.yaml', '--language', 'zh'])).complained[1]).toBe('bad.yaml:3:48: rules.0.severity: 必须是以下之一:info, warn, critical');
  });

  it('checks names against a configuration', async () => {
    const sample = resolve(import.meta.dirname, '../../config/sample/huawu.yaml');
    expect(await run(['check', 'rules.yaml'])).toMatchObject({ status: 0 });
    expect((await run(['check', 'rules.yaml', '--config', sample])).complained).toEqual(['rules.yaml:5:54: rules.0.do.0: there is no hook "crm" in the configuration; known: sms']);
  });

  it('checks the rules of the sample without a file', async () => {
    expect((await run(['check'])).said.join()).toMatch(/rules\.yaml: in order, 6 phrases, 7 rules, version 1-/);
  });
});

describe('huawu rules test', () => {
  it('passes the shipped cases of the sample', async () => {
    expect(await run(['test', SAMPLE])).toMatchObject({ status: 0, complained: [] });
  });

  it('tells what came out otherwise, with what was found', async () => {
    expect(await run(['test', 'cases.yaml'])).toMatchObject({
      status: 1,
      said: ['cases.yaml', '✗ said', '    risk: expected met, is violated', '    alerts: expected –; are risk 3.4', '    3.4 s  risk  The agent said what must not be said: “no risk”', '1 of 1 cases failed.'],
    });
  });

  it('tells mistakes in the cases with their place', async () => {
    expect((await run(['test', 'bad-cases.yaml'])).complained).toEqual(['bad-cases.yaml:3:30: cases.0.transcript.0: must be said by one of agent, customer']);
  });
});

it('words that are no command, and options that are none, are not understood', async () => {
  expect((await run(['chek'])).status).toBe(2);
  expect(await run(['test', '--json'])).toMatchObject({ status: 2, complained: ['rules test needs a file. See ./huawu help'] });
  expect((await run(['back-test', 'rules.yaml', '--since', 'monday'])).complained[0]).toMatch(/^--since is a day or a moment/);
  expect((await run(['check', '--limit', '3'], 'zh')).complained).toEqual(['rules check 不支持 --limit。参见 ./huawu help']);
});
