import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '..', '..', '..', 'server.ts');
/** A start that fails does so quickly; one that does not fail is stopped then. */
const LIMIT_MS = 60_000;

/** Starts the server with a configuration that cannot work; resolves with its exit status and all it said. */
export async function failedStart(config: string, env: Readonly<Record<string, string>> = {}): Promise<{ status: number | null; said: string }> {
  const data = mkdtempSync(join(tmpdir(), 'huawu-failed-'));
  const child = spawn(process.execPath, [SERVER, '--config', config], { env: { ...process.env, HUAWU_DATA: data, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const limit = setTimeout(() => child.kill('SIGTERM'), LIMIT_MS);
  await once(child, 'close');
  clearTimeout(limit);
  rmSync(data, { recursive: true, force: true });
  return { status: child.exitCode, said };
}
