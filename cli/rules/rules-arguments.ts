import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';

export interface BackTestOrder {
  readonly kind: 'back-test';
  readonly file: string;
  readonly against?: string;
  readonly config?: string;
  readonly queue?: string;
  readonly agent?: string;
  /** Epoch ms. */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
  readonly json: boolean;
}

export type RulesCommand =
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly config?: string }
  | { readonly kind: 'test'; readonly files: readonly string[]; readonly config?: string; readonly json: boolean }
  | BackTestOrder;

const ORDERS = ['check', 'test', 'back-test'] as const;
const text = { type: 'string' } as const;
const OPTIONS = {
  config: { type: 'string', short: 'c' },
  json: { type: 'boolean', default: false },
  against: text, queue: text, agent: text, since: text, until: text, limit: text,
} as const;
/** Options each order knows. */
const KNOWN: Readonly<Record<(typeof ORDERS)[number], readonly string[]>> = {
  check: ['config'],
  test: ['config', 'json'],
  'back-test': ['config', 'json', 'against', 'queue', 'agent', 'since', 'until', 'limit'],
};
const MOST_CALLS = 1_000_000;

/** What the words after `./huawu rules` ask for. Faults: cli.unknown-command, cli.bad-argument. */
export function readRulesArguments([name = '', ...rest]: readonly string[], words: Words): Result<RulesCommand> {
  const order = ORDERS.find((each) => each === name);
  if (order === undefined) {
    const known = ORDERS.map((each) => `rules ${each}`);
    return failed(new Fault('cli.unknown-command', words(`"rules ${name}" is no command. Known: ${known.join(', ')}. See ./huawu help`, `没有“rules ${name}”这个命令。可用:${known.join('、')}。参见 ./huawu help`)));
  }
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: OPTIONS, allowPositionals: true });
    const strange = Object.entries(values).find(([option, value]) => value !== false && !KNOWN[order].includes(option));
    if (strange) return failed(bad(words(`rules ${order} does not know --${strange[0]}`, `rules ${order} 不支持 --${strange[0]}`), words));
    return withFiles(order, values, positionals, words);
  } catch (error) {
    return failed(bad(optionMistake(error, words), words));
  }
}

type Values = { readonly [K in keyof typeof OPTIONS]?: string | boolean | undefined };

function withFiles(order: (typeof ORDERS)[number], values: Values, files: readonly string[], words: Words): Result<RulesCommand> {
  const config = typeof values.config === 'string' ? { config: values.config } : {};
  const json = values.json === true;
  if (order === 'check') return ok({ kind: 'check', files, ...config });
  const [file, extra] = files;
  if (file === undefined) return failed(bad(words(`rules ${order} needs a file`, `rules ${order} 需要一个文件`), words));
  if (order === 'test') return ok({ kind: 'test', files, json, ...config });
  if (extra !== undefined) return failed(bad(words(`"${extra}" is one word too many`, `多余的参数“${extra}”`), words));
  return backTest(file, values, words);
}

function backTest(file: string, values: Values, words: Words): Result<BackTestOrder> {
  const moment = (option: 'since' | 'until') => (typeof values[option] === 'string' ? Date.parse(values[option]) : undefined);
  const [since, until] = [moment('since'), moment('until')];
  for (const [option, at] of [['since', since], ['until', until]] as const) {
    if (at !== undefined && Number.isNaN(at)) return failed(bad(words(`--${option} is a day or a moment such as 2026-10-01 or 2026-10-01T09:30:00+08:00`, `--${option} 为日期或时间,例如 2026-10-01 或 2026-10-01T09:30:00+08:00`), words));
  }
  const limit = Number(values.limit ?? 1000);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_CALLS) return failed(bad(words(`--limit is a number of calls, 1 to ${MOST_CALLS}`, `--limit 为通话数,1 到 ${MOST_CALLS}`), words));
  const named = Object.fromEntries((['config', 'against', 'queue', 'agent'] as const).flatMap((key) => (typeof values[key] === 'string' ? [[key, values[key]]] : [])));
  return ok({ kind: 'back-test', file, limit, json: values.json === true, ...named, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) });
}

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));
