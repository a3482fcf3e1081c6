import { afterEach, expect, test } from 'vitest';
import { bindingFor, keyOf, singleKeys } from './keys.ts';

const press = (key: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {}) =>
  keyOf({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
const run = (): void => undefined;

afterEach(() => singleKeys.set(true));

test('keys are named as they are written in the overview', () => {
  expect(press('m')).toBe('m');
  expect(press('E', { shiftKey: true })).toBe('E');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Enter', { ctrlKey: true })).toBe('Ctrl+Enter');
  expect(press('Enter', { metaKey: true })).toBe('Ctrl+Enter');
  expect(press('F2')).toBe('F2');
});

test('a letter with caps lock is the letter', () => {
  expect(press('M')).toBe('m');
});

test('what was opened last goes before the page under it', () => {
  const groups = [
    { group: { title: 'page', bindings: [{ key: '1', does: 'page', run }] } },
    { group: { title: 'dialog', bindings: [{ key: '1', does: 'dialog', run }] } },
  ];
  expect(bindingFor(groups, '1', false)?.does).toBe('dialog');
});

test('in a text field only those keys work that type nothing', () => {
  const groups = [{ group: { title: 'desk', bindings: [{ key: 'm', does: 'mute', run }, { key: 'F2', does: 'answer', run, inFields: true }] } }];
  expect(bindingFor(groups, 'm', true)).toBeUndefined();
  expect(bindingFor(groups, 'F2', true)?.does).toBe('answer');
});

test('keys of a single letter can be switched off', () => {
  const groups = [{ group: { title: 'desk', bindings: [{ key: 'm', does: 'mute', run }, { key: 'F2', does: 'answer', run }] } }];
  singleKeys.set(false);
  expect(bindingFor(groups, 'm', false)).toBeUndefined();
  expect(bindingFor(groups, 'F2', false)?.does).toBe('answer');
});
