import { expect, test } from 'vitest';
import { seededRandom } from '#core';
import { makePassword } from './agent-passwords.ts';
import { readArguments } from './arguments.ts';

test('the configuration file is named with --config', () => {
  expect(readArguments(['--config', 'mine.yaml'])).toEqual({ ok: true, value: { help: false, check: false, config: 'mine.yaml' } });
});

test('an unknown argument is refused and the help is named', () => {
  const read = readArguments(['--conf', 'x']);
  expect(read.ok ? '' : read.fault.code).toBe('start.bad-argument');
  expect(read.ok ? '' : read.fault.message).toContain('--help');
});

test('a made password has 12 letters and digits that cannot be mixed up', () => {
  const random = seededRandom(1);
  const [one, other] = [makePassword(random), makePassword(random)];
  expect(one).toMatch(/^[a-km-np-z2-9]{12}$/);
  expect(other).not.toBe(one);
});
