import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A data folder for a server that starts. A copy of the one that make-data.ts made once per run, if TEST_HUAWU_DATA names
 * one: each server would make its database anew otherwise, which takes a second of two cores and waits for the disk.
 * Tests of first starts leave that to the server.
 */
export function freshData(prefix = 'huawu-'): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const made = process.env['TEST_HUAWU_DATA'];
  // With owners and rights: PostgreSQL insists on them.
  if (made) execFileSync('cp', ['-a', `${made}/.`, folder]);
  return folder;
}
