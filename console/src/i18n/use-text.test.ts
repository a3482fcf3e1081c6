import { expect, test } from 'vitest';
import { defineMessages, textOf } from './use-text.ts';

const messages = defineMessages({ zh: { to: '转接到 {target}…' }, en: { to: 'Transferring to {target} …' } });

test('a name from right to left turns nothing around it', () => {
  expect(textOf(messages, 'en', 'to', { target: 'נועה' })).toBe('Transferring to \u2068נועה\u2069 …');
  expect(textOf(messages, 'zh', 'to', { target: '\u202Eadmin' })).toBe('转接到 \u2068\u202Eadmin\u2069…');
});

test('a name that closes its own isolation stays in ours', () => {
  expect(textOf(messages, 'en', 'to', { target: 'a\u2069\u202Eb' })).toBe('Transferring to \u2068a\u202Eb\u2069 …');
});

test('other names are left as they are, emoji too', () => {
  expect(textOf(messages, 'en', 'to', { target: 'Åsa 🎧 王芳' })).toBe('Transferring to Åsa 🎧 王芳 …');
});
