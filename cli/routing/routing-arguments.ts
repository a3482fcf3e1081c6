import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';

export interface RoutingOrder {
  readonly kind: 'replay' | 'what-if';
  /** `2026-01-05`; the latest day without. */
  readonly day?: string;
  readonly config?: string;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const OPTIONS = { day: text, config: { ...text, short: 'c' }, json: { type: 'boolean', default: false } } as const;

/** What the words after `routing` ask for. Faults: cli.bad-argument. */
export function readRouting([kind = '', ...rest]: readonly string[], words: Words): Result<RoutingOrder> {
  if (kind !== 'replay' && kind !== 'what-if') return failed(bad(words('routing takes replay or what-if', 'routing 之后为 replay 或 what-if'), words));
  try {
    const { day, config, json } = parseArgs({ args: [...rest], options: OPTIONS }).values;
    if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) return failed(bad(words('--day is a date such as 2026-01-05', '--day 为日期,例如 2026-01-05'), words));
    if (kind === 'what-if' && config === undefined) {
      return failed(bad(words('what-if needs --config with the changed configuration', 'what-if 需要用 --config 指定修改后的配置'), words));
    }
    return ok({ kind, json, ...(day === undefined ? {} : { day }), ...(config === undefined ? {} : { config }) });
  } catch (error) {
    return failed(bad(optionMistake(error, words), words));
  }
}

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));
