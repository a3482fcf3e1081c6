import type { Clock } from './clock.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Plain facts of a log line. Numbers of persons, digits and words go under `private` and are dropped unless asked for. */
export interface LogFields {
  readonly [key: string]: unknown;
  readonly private?: Readonly<Record<string, unknown>>;
}

/** PORT. Where facts for operators go: one JSON object per line on stderr / collected in tests. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  with(fields: LogFields): Log;
}

export interface JsonLogOptions {
  clock: Clock;
  level: LogLevel;
  write: (line: string) => void;
  /** Personal data is written only when an operator switched it on. */
  showPrivate?: boolean;
}

/** Writes one JSON object per line: time, level, message, fields. */
export function jsonLog(options: JsonLogOptions, bound: LogFields = {}): Log {
  const at = (level: LogLevel) => (message: string, fields: LogFields = {}) => {
    if (RANK[level] < RANK[options.level]) return;
    const { private: secret, ...open } = { ...bound, ...fields };
    const shown = options.showPrivate && secret ? { ...open, private: secret } : open;
    const time = new Date(options.clock.wall()).toISOString();
    options.write(JSON.stringify({ time, level, message, ...shown }, errorText) + '\n');
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => jsonLog(options, { ...bound, ...fields }),
  };
}

function errorText(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const code = (value as { code?: unknown }).code;
  return { message: value.message, ...(code === undefined ? {} : { code }) };
}

/** A log that says nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => silentLog };
