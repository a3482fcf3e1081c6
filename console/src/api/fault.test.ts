import { afterEach, expect, test } from 'vitest';
import { settings } from '../settings/settings.ts';
import { faultOf, messageOf } from './fault.ts';

const before = settings.get();
afterEach(() => settings.set(before));

test('the words of the server are shown as they are', () => {
  const fault = faultOf(409, { code: 'desk.no-call', message: 'There is no call to hold.' }, null);
  expect([fault.code, messageOf(fault), fault.status]).toEqual(['desk.no-call', 'There is no call to hold.', 409]);
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
