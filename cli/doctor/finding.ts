import type { Config } from '#config';
import type { Clock, Log } from '#core';
import type { Terminal } from '../terminal.ts';

export type Status = 'ok' | 'warn' | 'fail';

/** One thing looked at; `mend` says in one line what to do about it. */
export interface Finding {
  readonly status: Status;
  readonly what: string;
  readonly found: string;
  readonly mend?: string;
}

/** What checks look at. */
export interface Patient {
  readonly config: Config;
  /** Process id of the server that runs on the data folder now. */
  readonly server: number | undefined;
  readonly terminal: Pick<Terminal, 'words' | 'env'>;
  readonly clock: Clock;
  readonly log: Log;
}

export type Check = (patient: Patient) => Promise<readonly Finding[]>;

const MARK: Record<Status, string> = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' };

/** One line per finding, its mend below it. */
export function findingLines({ status, what, found, mend }: Finding): string {
  const line = `${MARK[status]}  ${what}: ${found}`;
  return mend === undefined ? line : `${line}\n      → ${mend}`;
}
