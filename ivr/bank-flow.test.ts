import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mistakeLine } from './loader/problem.ts';
import { readFlow } from './loader/load-flow.ts';

const flows = new URL('../config/sample/flows/', import.meta.url);
const prompts = new URL('../prompts/', import.meta.url);
const config = z
  .object({ skills: z.array(z.string()), queues: z.array(z.object({ id: z.string() })) })
  .parse(parse(readFileSync(new URL('../huawu.yaml', flows), 'utf8')));

const reading = (today?: string) =>
  readFlow(readFileSync(new URL('bank.yaml', flows), 'utf8'), 'bank.yaml', {
    queues: config.queues.map(({ id }) => id),
    skills: config.skills,
    hooks: ['sms'],
    promptExists: (name, language) => [`${language}/${name}`, name].some((file) => existsSync(new URL(`${file}.wav`, prompts))),
    readFile: (path) => readFileSync(new URL(path, flows), 'utf8'),
    ...(today === undefined ? {} : { today }),
  });

describe('the flow of a bank', () => {
  test('is sound, with its include and its sub-flow', () => {
    const { mistakes, warnings, files, flow } = reading('2026-03-01');
    expect(mistakes.map(mistakeLine)).toEqual([]);
    expect(warnings.map(mistakeLine)).toEqual([]);
    expect(files).toEqual(['bank.yaml', 'parts/waiting.yaml', 'parts/verify.yaml']);
    expect(Object.keys(flow?.flows['verify']?.nodes ?? {})).toContain('ask-pin');
  });

  test('warns in November when the calendar does not know the next year', () => {
    expect(reading('2026-11-02').warnings.map(mistakeLine)[0]).toMatch(/^bank\.yaml:\d+:15: nodes\.business-hours\.calendar: calendar “cn” does not know 2027/);
  });
});
