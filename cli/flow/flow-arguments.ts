import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';

export type FlowCommand =
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly config?: string }
  | { readonly kind: 'test'; readonly files: readonly string[]; readonly config?: string }
  | { readonly kind: 'draw'; readonly file: string; readonly out?: string }
  | { readonly kind: 'run'; readonly file: string; readonly config?: string; readonly caller: string; readonly number: string; readonly at?: string; readonly tier?: string };

const ORDERS = ['check', 'run', 'test', 'draw'] as const;
const text = { type: 'string' } as const;
const OPTIONS = {
  config: { type: 'string', short: 'c' },
  out: { type: 'string', short: 'o' },
  caller: text, number: text, at: text, tier: text,
} as const;
/** Options each order knows. */
const KNOWN: Readonly<Record<(typeof ORDERS)[number], readonly string[]>> = {
  check: ['config'],
  test: ['config'],
  draw: ['out'],
  run: ['config', 'caller', 'number', 'at', 'tier'],
};

/** What the words after `./huawu flow` ask for. Faults: cli.unknown-command, cli.bad-argument. */
export function readFlowArguments([name = '', ...rest]: readonly string[], words: Words): Result<FlowCommand> {
  const order = ORDERS.find((each) => each === name);
  if (order === undefined) {
    const known = ORDERS.map((each) => `flow ${each}`);
    return failed(new Fault('cli.unknown-command', words(`"flow ${name}" is no command. Known: ${known.join(', ')}. See ./huawu help`, `没有“flow ${name}”这个命令。可用:${known.join('、')}。参见 ./huawu help`)));
  }
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: OPTIONS, allowPositionals: true });
    const strange = Object.keys(values).find((option) => !KNOWN[order].includes(option));
    if (strange !== undefined) return failed(bad(words(`flow ${order} does not know --${strange}`, `flow ${order} 不支持 --${strange}`), words));
    return withFiles(order, values, positionals, words);
  } catch (error) {
    return failed(bad(optionMistake(error, words), words));
  }
}

type Values = { readonly [K in keyof typeof OPTIONS]?: string | undefined };

function withFiles(order: (typeof ORDERS)[number], { config, out, caller = '13800000000', number = '4000', at, tier }: Values, files: readonly string[], words: Words): Result<FlowCommand> {
  const configured = config === undefined ? {} : { config };
  if (order === 'check') return ok({ kind: 'check', files, ...configured });
  const [file, extra] = files;
  if (file === undefined) return failed(bad(words(`flow ${order} needs a file`, `flow ${order} 需要一个文件`), words));
  if (order === 'test') return ok({ kind: 'test', files, ...configured });
  if (extra !== undefined) return failed(bad(words(`"${extra}" is one word too many`, `多余的参数“${extra}”`), words));
  if (order === 'draw') return ok({ kind: 'draw', file, ...(out === undefined ? {} : { out }) });
  if (at !== undefined && !isMoment(at)) return failed(bad(words('--at is a moment such as 2026-10-01T09:30:00+08:00', '--at 为时间,例如 2026-10-01T09:30:00+08:00'), words));
  return ok({ kind: 'run', file, caller, number, ...configured, ...(at === undefined ? {} : { at }), ...(tier === undefined ? {} : { tier }) });
}

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));

/** `Date.parse` takes the 29th of February of any year, and the 31st of any month, for a day of the next. */
function isMoment(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return !Number.isNaN(Date.parse(text)) && (day === undefined || Number(day) <= lastDay);
}
