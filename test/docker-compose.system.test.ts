import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const present = spawnSync('docker-compose', ['--version']).status === 0;

// Skipped only where the Debian package docker-compose is missing; npm test installs it when root.
test.skipIf(!present)('docker-compose accepts the file, and it names the server and the engines it can stand on', () => {
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
