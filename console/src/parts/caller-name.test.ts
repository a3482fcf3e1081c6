import { expect, test } from 'vitest';
import { visitorNumber } from './caller-name.ts';

test('a visitor of the call-us page has the same short number everywhere, others keep theirs', () => {
  expect(['guest-00a1b2c3d4e5', 'guest-0', '13800138000', 'guest-', 'guest-xyz', ''].map(visitorNumber)).toEqual(['4021', '0000', undefined, undefined, undefined, undefined]);
});
