import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { settings } from '../settings/settings.ts';
import { faultOf, messageOf } from './fault.ts';
import { FAULTS_ZH } from './faults-zh.ts';

const before = settings.get();
afterEach(() => settings.set(before));

test('the words of the server are shown as they are', () => {
  const fault = faultOf(409, { code: 'desk.no-call', message: 'There is no call to hold.' }, null);
  expect([fault.code, messageOf(fault), fault.status]).toEqual(['desk.no-call', 'There is no call to hold.', 409]);
});

test('in Chinese a known fault is told in Chinese, an unknown one in the words of the server', () => {
  settings.set({ ...before, language: 'zh' });
  const told = (code: string) => messageOf(faultOf(409, { code, message: 'In English.' }, null));
  expect([told('calls.no-call'), told('calls.brand-new')]).toEqual(['通话已经结束，无需再操作。', 'In English.']);
});

test('every fault told in Chinese is one of the documented codes', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'faults');
  const documented = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  expect(Object.keys(FAULTS_ZH).filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
});

test('too many requests say when to try again', () => {
  settings.set({ ...before, language: 'en' });
  const fault = faultOf(429, undefined, '30');
  expect([fault.retryAfter, fault.message]).toEqual([30, 'Too many requests; wait a moment and try again.']);
});

test('an answer nobody understands is told in the language of the page', () => {
  settings.set({ ...before, language: 'zh' });
  expect(faultOf(502, '<html>', null).message).toBe('服务器的回答无法理解（502）。请稍后重试。');
});
