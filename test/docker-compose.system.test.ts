import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

test('docker-compose accepts the file, and it names the server and the engines it can stand on', () => {
  const file = join(import.meta.dirname, '..', 'docker-compose.yml');
  const text = execFileSync('docker-compose', ['-f', file, '--profile', 'engines', 'config'], { encoding: 'utf8' });
  const { services } = parse(text) as { services: Record<string, unknown> };
  expect(Object.keys(services).sort()).toEqual([
    'app',
    'app-on-engines',
    'drachtio-server',
    'postgres',
    'redis',
    'rtpengine',
  ]);
});
