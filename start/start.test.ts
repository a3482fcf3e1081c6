import { expect, test } from 'vitest';
import { seededRandom } from '#core';
import { missingParts } from './missing-parts.ts';
import { makePassword } from './agent-passwords.ts';
import { type Config, parseConfig } from '#config';
import { readArguments } from './arguments.ts';
import { callSettings } from './settings/call-settings.ts';

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

test('a drachtio-server without a WebSocket means no phones in browsers, and the mend is told', () => {
  const of = (sip: string): string[] => {
    const config = parseConfig(`version: 1\nsip: { ${sip} }\n`, '/etc/huawu/site.yaml', {});
    return missingParts((config.ok ? config.value : {}) as Config, true, undefined).filter((line) => line.startsWith('WebSocket'));
  };
  expect(of('drachtioUrl: "127.0.0.1:9022:secret"')).toEqual(['WebSocket of the drachtio-server → no phones in browsers. Mend: set sip.websocketUrl']);
  expect(of('drachtioUrl: "127.0.0.1:9022:secret", websocketUrl: "ws://127.0.0.1:5066"')).toEqual([]);
});

test('what queues say about their callers reaches the calls', () => {
  const queue = "{ id: sales, name: Sales, number: '5001', announceSeconds: 30, announceWait: true, announceWaitStepMinutes: 2, dissuadeMinutes: 5, lastAgentSeconds: 15 }";
  const config = parseConfig(`version: 1\nqueues: [${queue}]\n`, '/etc/huawu/site.yaml', {});
  if (!config.ok) throw config.fault;
  const loaded = callSettings(config.value, { promptExists: () => true });
  expect(loaded.ok ? loaded.value.settings.queues.get('sales') : loaded.fault).toEqual({
    id: 'sales', name: 'Sales', number: '5001', music: 'music', serviceLevel: { share: 0.8, seconds: 20 },
    announceMs: 30_000, announceWait: true, announceWaitStep: 2, dissuadeMs: 300_000, lastAgentMs: 15_000,
    transcript: { numbers: true, punctuation: true, hotWords: [], onlyPhrases: [] },
  });
});
