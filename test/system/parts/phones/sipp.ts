import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerFacts } from '#test/simulators/server-process';
import { toneUlaw } from '#test/simulators/phone/index';

export interface SippOptions {
  /** The number dialled. */
  readonly number: string;
  /** Name of the caller; call number and pid are added by the scenarios that need many. */
  readonly caller?: string;
  readonly calls?: number;
  readonly callsPerSecond?: number;
  readonly transport?: 'udp' | 'tcp';
}

const SCENARIOS = join(import.meta.dirname, '..', '..', 'sipp');
const LIMIT_SECONDS = 40;
/** What the `rtp_stream` of our scenarios plays. */
export const SIPP_HZ = 1200;

/** Runs one of our scenarios with the real sipp; resolves with its exit status (0 = every call as written) and complaints. */
export async function runSipp(server: ServerFacts, scenario: string, options: SippOptions): Promise<{ status: number; errors: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-sipp-'));
  writeFileSync(join(folder, 'tone.ulaw'), toneUlaw(SIPP_HZ));
  const { number, caller = 'sipp', calls = 1, callsPerSecond = 5, transport = 'udp' } = options;
  const args = [
    `${server.sip.host}:${server.sip.port}`, '-sf', join(SCENARIOS, `${scenario}.xml`), '-i', '127.0.0.1', '-mi', '127.0.0.1',
    '-t', transport === 'tcp' ? 't1' : 'u1', '-s', number, '-key', 'caller', caller,
    '-m', `${calls}`, '-r', `${callsPerSecond}`, '-l', `${calls}`,
    '-timeout', `${LIMIT_SECONDS}s`, '-timeout_error', '-recv_timeout', '15s', '-nostdin', '-trace_err', '-error_file', join(folder, 'errors.log'),
  ];
  const status = await new Promise<number>((resolve) => {
    const child = execFile('sipp', args, { cwd: folder, timeout: (LIMIT_SECONDS + 5) * 1000 }, (error) => {
      resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : -1);
    });
    child.stdin?.end();
  });
  const errors = readdirSync(folder).includes('errors.log') ? complaintsIn(readFileSync(join(folder, 'errors.log'), 'utf8')) : '';
  rmSync(folder, { recursive: true, force: true });
  return { status, errors };
}

/** Without sipp's remarks that it got too little of a busy machine itself. */
const complaintsIn = (log: string): string => log.split('\n').filter((line) => !/overload warning|watchdog|^The following events occurred/i.test(line)).join('\n').trim();
