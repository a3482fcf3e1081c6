import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';
import type { DerivedOf } from '#store';
import { optionMistake } from '../language-option.ts';
import type { Words } from '../words.ts';

export interface AnalyseOrder {
  readonly which: DerivedOf;
  readonly config?: string;
  /** Begins anew even where an interrupted run could go on. */
  readonly fresh: boolean;
  /** Curves of agitation are made again from the recordings. */
  readonly agitation: boolean;
  /** Calls that have a recording and no words are given words. */
  readonly transcribe: boolean;
  /** By this engine of the configuration; by this machine without it. */
  readonly engine?: string;
  readonly json: boolean;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const OPTIONS = { config: { type: 'string', short: 'c' }, call: { type: 'string', multiple: true }, since: text, until: text, queue: text, agent: text, fresh: flag, 'no-agitation': flag, transcribe: flag, engine: text, json: flag } as const;

/** What the words after `./huawu analyse` ask for. Faults: cli.bad-argument. */
export function readAnalyseArguments(args: readonly string[], words: Words): Result<AnalyseOrder> {
  try {
    const { values, positionals: [extra] } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (extra !== undefined) return failed(bad(words(`"${extra}" is one word too many; calls are named by --call ID`, `多余的参数“${extra}”;通话用 --call 编号 指定`), words));
    const moments = { from: momentOf(values.since), until: momentOf(values.until) };
    for (const [option, at] of [['since', moments.from], ['until', moments.until]] as const) {
      if (Number.isNaN(at)) return failed(bad(words(`--${option} is a day or a moment such as 2026-10-01 or 2026-10-01T09:30:00+08:00`, `--${option} 为日期或时间,例如 2026-10-01 或 2026-10-01T09:30:00+08:00`), words));
    }
    const { call: ids, queue, agent, config, fresh, json, transcribe, engine } = values;
    return ok({ which: known({ ids, queue, agent, ...moments }), fresh, json, transcribe, agitation: !values['no-agitation'], ...known({ config, engine }) });
  } catch (error) {
    return failed(bad(optionMistake(error, words), words));
  }
}

const momentOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const known = <T extends object>(values: T): Known<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Known<T>;

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));
