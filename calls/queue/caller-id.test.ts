import { expect, test } from 'vitest';
import type { Call } from '../call.ts';
import { callerId } from './caller-id.ts';

const from = (user: string, display = '', language: 'zh' | 'en' = 'en') => callerId({ caller: { from: user, display }, language } as unknown as Call);

test('a visitor of the call-us page has a name and a short number, others are who they say', () => {
  expect(from('guest-00a1b2c3d4e5')).toEqual({ user: 'guest-00a1b2c3d4e5', display: 'Visitor 4021' });
  expect(from('guest-00a1b2c3d4e5', '', 'zh').display).toBe('访客 4021');
  expect(from('guest-00a1b2c3d4e5', 'Li Wei').display).toBe('Li Wei');
  expect(from('13800138000')).toEqual({ user: '13800138000', display: '' });
  expect(callerId({ caller: undefined, language: 'zh' })).toEqual({ user: 'anonymous', display: '' });
});
